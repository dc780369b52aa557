import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { diskFlags, syncDirectory, writeToDisk } from '../journal/segment.js';

/** A record's place in the journal: its frame, and how many records of the frame are before it. */
export interface JournalPlace {
  frame: number;
  record: number;
}

/** Consecutive numbers: the first, and how many. */
export type Run = [first: number, count: number];

/** What is about to be loaded. Until it is done, it is what will be loaded, down to the row. */
export interface Intent {
  from: JournalPlace;
  to: JournalPlace;
  /** Records of the range, counted from 0, that ClickHouse has already. */
  dropped: Run[];
  /** Tokens of blocks that were refused whole and are sent in halves instead. */
  refused: string[];
  /** All rows are in ClickHouse; erasures and withdrawals may have begun. */
  areRowsLoaded: boolean;
}

export interface LoaderProgress {
  /** For this journal. */
  journalId: string;
  /** Everything before it is in ClickHouse. */
  loaded: JournalPlace;
  intent?: Intent;
}

/** Holds the longest intent: 50,000 records of which every other one is dropped. */
const slotBytes = 1_048_576;
const headerBytes = 16;

/**
 * The loader's progress in a file of two slots that are written in turn, so that one is always whole. The file has its
 * full size from the start: on a full disk the loader goes on, and what it loads makes room.
 */
export class LoaderState {
  readonly #file: FileHandle;
  #version: number;
  progress: LoaderProgress | undefined;

  private constructor(file: FileHandle, newest: { version: number; progress: LoaderProgress } | undefined) {
    this.#file = file;
    this.#version = newest?.version ?? 0;
    this.progress = newest?.progress;
  }

  static async open(path: string): Promise<LoaderState> {
    const file = await open(path, diskFlags.reopen).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return open(path, diskFlags.make);
      throw error;
    });
    try {
      if ((await file.stat()).size < 2 * slotBytes) await allocate(file, path);
      const slots = [await readSlot(file, 0), await readSlot(file, 1)].filter((slot) => slot !== undefined);
      const newest = slots.sort((a, b) => a.version - b.version).at(-1);
      return new LoaderState(file, newest);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Resolves when it is on disk. */
  async save(progress: LoaderProgress): Promise<void> {
    const version = this.#version + 1;
    const json = Buffer.from(JSON.stringify(progress), 'utf8');
    if (headerBytes + json.length > slotBytes) throw new Error('The intent is larger than its slot.');
    const bytes = Buffer.alloc(headerBytes + json.length);
    bytes.writeDoubleLE(version, 0);
    bytes.writeUInt32LE(json.length, 8);
    bytes.writeUInt32LE(crc32(json, version >>> 0), 12);
    json.copy(bytes, headerBytes);
    await writeToDisk(this.#file, bytes, (version % 2) * slotBytes);
    this.#version = version;
    this.progress = progress;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function allocate(file: FileHandle, path: string): Promise<void> {
  await file.write(Buffer.alloc(2 * slotBytes), 0, 2 * slotBytes, 0);
  await file.sync();
  await syncDirectory(dirname(path));
}

async function readSlot(file: FileHandle, slot: number) {
  const bytes = Buffer.alloc(slotBytes);
  await file.read(bytes, 0, slotBytes, slot * slotBytes);
  const version = bytes.readDoubleLE(0);
  const length = bytes.readUInt32LE(8);
  if (version === 0 || headerBytes + length > slotBytes) return undefined;
  const json = bytes.subarray(headerBytes, headerBytes + length);
  if (crc32(json, version >>> 0) !== bytes.readUInt32LE(12)) return undefined;
  return { version, progress: JSON.parse(json.toString('utf8')) as LoaderProgress };
}

/** Rising numbers as runs. */
export function toRuns(numbers: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last && last[0] + last[1] === number) last[1] += 1;
    else runs.push([number, 1]);
  }
  return runs;
}

export function fromRuns(runs: readonly Run[]): Set<number> {
  const numbers = new Set<number>();
  for (const [first, count] of runs) for (let index = 0; index < count; index += 1) numbers.add(first + index);
  return numbers;
}
