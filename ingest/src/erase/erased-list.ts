import { open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { uuidPattern, visitorCookieMaxAgeSeconds } from '@sillage/protocol';
import { z } from 'zod';
import { writeDurably } from '../journal/durable-file.js';
import { syncDirectory } from '../journal/segment.js';

/** That a visitor was erased, and when: milliseconds since 1970. */
export interface Erased {
  site: string;
  visitor: string;
  at: number;
}

const erasedSchema = z.object({ site: z.string(), visitor: z.string().regex(uuidPattern), at: z.number() });

/** As long as a token of the visitor can come back, and so the longest that a backup may be kept and restored. */
const keptMs = visitorCookieMaxAgeSeconds * 1000;

/**
 * `erased.jsonl`: whom this node erased, one line each, so that an erasure can be repeated on data of a backup that was made
 * before it. Ids of nobody any more, kept as long as they could come back and no longer.
 */
export class ErasedList {
  readonly #path: string;
  readonly #known: Map<string, Erased>;

  private constructor(path: string, known: Map<string, Erased>) {
    this.#path = path;
    this.#known = known;
  }

  /** Reads it, without what is older than a token lives. Throws where a line is none of this list: a list that can't be read erases nobody. */
  static async open(path: string, now: number): Promise<ErasedList> {
    const lines = (await readIfThere(path)).split('\n');
    // what a crash cut off was not answered for: its marker is in the journal still
    const whole = lines.slice(0, -1).map((line, index) => readLine(line, `${path}:${index + 1}`));
    const known = new Map(whole.filter(({ at }) => at > now - keptMs).map((erased) => [toKey(erased), erased]));
    const list = new ErasedList(path, known);
    if (known.size !== whole.length || lines.at(-1) !== '')
      await writeDurably(path, [...known.values()].map(toLine).join(''));
    return list;
  }

  all(): Erased[] {
    return [...this.#known.values()];
  }

  /** Resolves when they are on disk; who is there already is not written again. */
  async add(erased: readonly Erased[]): Promise<void> {
    const fresh = erased.filter((each) => !this.#known.has(toKey(each)));
    if (fresh.length === 0) return;
    const file = await open(this.#path, 'a', 0o600);
    try {
      await file.writeFile(fresh.map(toLine).join(''));
      await file.datasync();
    } finally {
      await file.close();
    }
    await syncDirectory(dirname(this.#path));
    for (const each of fresh) this.#known.set(toKey(each), each);
  }
}

function readIfThere(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

function readLine(line: string, place: string): Erased {
  const parsed = erasedSchema.safeParse(toJson(line));
  if (!parsed.success) throw new Error(`${place} is no erasure: restore the list, or delete the line.`);
  return parsed.data;
}

function toJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined; // the schema says that it is none
  }
}

const toLine = ({ site, visitor, at }: Erased) => `${JSON.stringify({ site, visitor, at })}\n`;
const toKey = ({ site, visitor }: Erased) => `${site} ${visitor}`;
