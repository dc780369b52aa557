import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from '../logger.js';
import { lockDirectory } from './directory-lock.js';
import { writeDurably } from './durable-file.js';
import { findSegmentEnd } from './frame-reader.js';
import {
  checkSegmentHeader,
  diskFlags,
  type JournalFile,
  listSegments,
  type OpenJournalFile,
  removeSegment,
  type Segment,
  segmentHeaderBytes,
  syncDirectory,
} from './segment.js';

export interface OpenedJournal {
  id: string;
  lock: { release(): Promise<void> };
  segments: Segment[];
  /** Position behind the last whole frame. */
  end: number;
  /** The last segment's, if there is one. */
  file: JournalFile | undefined;
  openFile: OpenJournalFile;
}

interface Options {
  directory: string;
  logger: Logger;
  openFile?: OpenJournalFile;
}

/** Locks the directory, makes what is missing, and cuts off what a crash left half written: it was never acknowledged. */
export async function openJournalDirectory(options: Options): Promise<OpenedJournal> {
  await mkdir(options.directory, { recursive: true });
  const lock = await lockDirectory(options.directory);
  const openFile = options.openFile ?? ((path, flags) => open(path, flags));
  try {
    await syncDirectory(dirname(options.directory));
    const id = await readOrMakeId(options.directory);
    const segments = await listUsableSegments(options.directory, id);
    const last = segments.at(-1);
    const tail = last ? await cutTornTail(last, { ...options, openFile }) : { end: 0, file: undefined };
    return { id, lock, segments, ...tail, openFile };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function readOrMakeId(directory: string): Promise<string> {
  const path = join(directory, 'journal.json');
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text !== undefined) return (JSON.parse(text) as { id: string }).id;
  const id = randomUUID();
  await writeDurably(path, JSON.stringify({ id, format: 1 }));
  return id;
}

async function listUsableSegments(directory: string, id: string): Promise<Segment[]> {
  const segments = await listSegments(directory);
  for (const segment of segments) {
    const isWhole = await checkSegmentHeader(segment, id);
    if (isWhole) continue;
    if (segment !== segments.at(-1)) throw new Error(`${segment.path} has lost its header.`);
    await removeSegment(segments.pop() as Segment);
  }
  return segments;
}

async function cutTornTail(last: Segment, { openFile, logger }: Options & { openFile: OpenJournalFile }) {
  const { end, tornBytes } = await findSegmentEnd(last);
  const file = await openFile(last.path, diskFlags.reopen);
  if (tornBytes > 0) {
    logger.warn({ position: end, tornBytes }, 'the journal ends with a torn frame: cut off');
    await file.truncate(segmentHeaderBytes + end - last.base);
    await file.datasync();
  }
  return { end, file };
}
