import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../logger.js';
import type { CorruptRange } from './frame-reader.js';

/**
 * Keeps the bytes of a corrupt frame in `quarantine/<position>.bin` and says so: they were acknowledged, so nobody may
 * overlook that they are not in ClickHouse. Reading the same range again writes the same file.
 */
export async function writeQuarantine(
  { directory, logger }: { directory: string; logger: Logger },
  { position, bytes, length }: CorruptRange,
): Promise<void> {
  const folder = join(directory, 'quarantine');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${position}.bin`), bytes);
  logger.error({ position, length }, 'a journal frame is corrupt and was quarantined');
}
