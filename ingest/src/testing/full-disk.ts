import { open as openNode } from 'node:fs/promises';
import type { OpenJournalFile } from '../journal/segment.js';

/** Files of a disk on which there is no more room while `isFull` says so. */
export function openOnDisk(isFull: () => boolean): OpenJournalFile {
  return async (path, flags) => {
    const file = await openNode(path, flags);
    return {
      write: async (...bytes) => {
        if (isFull()) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
        return file.write(...bytes);
      },
      datasync: () => file.datasync(),
      truncate: (length) => file.truncate(length),
      close: () => file.close(),
    };
  };
}
