import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from '../logger.js';
import type { CorruptRange } from './frame-reader.js';

interface Options {
  /** The journal's. */
  directory: string;
  logger: Logger;
}

/** What can't be read can't be searched with certainty, so it goes before an answer to an erasure is due (GDPR article 12(3)). */
const keptMs = 25 * 86_400_000;

/**
 * Keeps the bytes of a corrupt frame in `quarantine/<position>.bin` and says so: they were acknowledged, so nobody may
 * overlook that they are not in ClickHouse. Reading the same range again writes the same file.
 */
export async function writeQuarantine(
  { directory, logger }: Options,
  { position, bytes, length }: CorruptRange,
): Promise<void> {
  const folder = join(directory, 'quarantine');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${position}.bin`), bytes);
  logger.error({ position, length }, 'a journal frame is corrupt and was quarantined');
}

/** Deletes the files that name one of these visitors, and those that are older than 25 days. */
export async function forgetQuarantined(
  { directory, logger }: Options,
  { visitors, now }: { visitors: readonly string[]; now: number },
): Promise<void> {
  const folder = join(directory, 'quarantine');
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const name of names) {
    const path = join(folder, name);
    const isOld = (await stat(path)).mtimeMs < now - keptMs;
    if (!isOld && !(await namesAny(path, visitors))) continue;
    await rm(path, { force: true });
    logger.warn({ name, isOld }, 'a quarantined journal frame was deleted: it was old, or of an erased visitor');
  }
}

async function namesAny(path: string, visitors: readonly string[]): Promise<boolean> {
  if (visitors.length === 0) return false;
  const bytes = await readFile(path);
  return visitors.some((visitor) => bytes.includes(visitor));
}
