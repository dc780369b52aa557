import { constants } from 'node:fs';
import { open, readdir, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Magic (8), the journal's id (16), the position of the first frame (8, float). */
export const segmentHeaderBytes = 32;
const segmentMagic = Buffer.from('SLGSEG1\n', 'latin1');
const namePattern = /^(\d{20})\.segment$/;

/** What the journal needs of a file; `node:fs/promises` gives it, a test may give one that fails. */
export interface JournalFile {
  write(buffer: Buffer, offset: number, length: number, position: number): Promise<{ bytesWritten: number }>;
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}
export type OpenJournalFile = (path: string, flags: number) => Promise<JournalFile>;

/** On Linux a write to such a file is on disk when it ends, as if `datasync` followed. */
const isSyncedByWriting = process.platform === 'linux';
const readAndWrite = constants.O_RDWR | (isSyncedByWriting ? constants.O_DSYNC : 0);
/** How a file for `writeToDisk` is made, and how one that is there is opened. */
export const diskFlags = { make: readAndWrite | constants.O_CREAT | constants.O_TRUNC, reopen: readAndWrite };

/** A segment holds the frames from `base` up to the base of the next one: what else stands in it was never durable. */
export interface Segment {
  base: number;
  path: string;
}

export function segmentAt(directory: string, base: number): Segment {
  return { base, path: join(directory, `${String(base).padStart(20, '0')}.segment`) };
}

/** Oldest first. */
export async function listSegments(directory: string): Promise<Segment[]> {
  const bases = (await readdir(directory)).flatMap((name) => namePattern.exec(name)?.[1] ?? []);
  return bases.sort().map((base) => segmentAt(directory, Number(base)));
}

/** Makes an empty segment, durable with its name. A file of that name held nothing durable: its base is the journal's end. */
export async function createSegment(
  segment: Segment,
  journalId: string,
  openFile: OpenJournalFile,
): Promise<JournalFile> {
  const file = await openFile(segment.path, diskFlags.make);
  try {
    await writeToDisk(file, segmentHeader(journalId, segment.base), 0);
    await syncDirectory(dirname(segment.path));
    return file;
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

/** Resolves when the whole buffer is on disk: a short write is continued until the system says why it was short. */
export async function writeToDisk(file: JournalFile, bytes: Buffer, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
  if (!isSyncedByWriting) await file.datasync();
}

/** Throws where the file is another journal's. False where its making was cut short. */
export async function checkSegmentHeader(segment: Segment, journalId: string): Promise<boolean> {
  const file = await open(segment.path, 'r');
  try {
    const header = Buffer.alloc(segmentHeaderBytes);
    const { bytesRead } = await file.read(header, 0, segmentHeaderBytes, 0);
    if (bytesRead < segmentHeaderBytes || header.every((byte) => byte === 0)) return false;
    if (!header.equals(segmentHeader(journalId, segment.base))) {
      throw new Error(`${segment.path} is not a segment of this journal.`);
    }
    return true;
  } finally {
    await file.close();
  }
}

export async function removeSegment(segment: Segment): Promise<void> {
  await unlink(segment.path);
}

/** Makes new and removed names durable. */
export async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function segmentHeader(journalId: string, base: number): Buffer {
  const header = Buffer.alloc(segmentHeaderBytes);
  segmentMagic.copy(header, 0);
  Buffer.from(journalId.replaceAll('-', ''), 'hex').copy(header, 8);
  header.writeDoubleLE(base, 24);
  return header;
}
