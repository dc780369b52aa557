import type { Database, RootDatabase } from 'lmdb';
import { toKeyBytes } from './state-key.js';

/** Which of the two is written, and since when; the other one is older. */
export interface GenerationMeta {
  current: 0 | 1;
  since: number;
  /** Since when the older one was written; absent while there is none. */
  olderSince?: number;
}

/**
 * Two tables of which one is written; after `spanMs` the older one is dropped whole and written next. So a key is
 * found for at least `spanMs` after it was last put, and what nobody asks for any more costs nothing to forget.
 */
export class Generations {
  readonly #tables: [Database<string, Buffer>, Database<string, Buffer>];
  meta: GenerationMeta;

  constructor(
    env: RootDatabase,
    readonly name: string,
    readonly options: { spanMs: number; meta: GenerationMeta },
  ) {
    const open = (suffix: string) =>
      env.openDB<string, Buffer>(`${name}-${suffix}`, { encoding: 'string', keyEncoding: 'binary' });
    this.#tables = [open('a'), open('b')];
    this.meta = options.meta;
  }

  get(key: string): string | undefined {
    const bytes = toKeyBytes(key);
    return this.#tables[this.meta.current].get(bytes) ?? this.#tables[1 - this.meta.current]?.get(bytes);
  }

  has(key: string): boolean {
    const bytes = toKeyBytes(key);
    if (this.#tables[this.meta.current].doesExist(bytes)) return true;
    return this.meta.olderSince !== undefined && (this.#tables[1 - this.meta.current]?.doesExist(bytes) ?? false);
  }

  /** Everything put at or after it is still known. */
  get coversSince(): number {
    return this.meta.olderSince ?? this.meta.since;
  }

  /** Within a transaction: writes, after turning the generations over when it is time. Returns what to set as `meta` once it is committed. */
  write(puts: ReadonlyMap<string, string>, at: number): GenerationMeta {
    const next = this.#nextMeta(at);
    if (next.current !== this.meta.current) this.#tables[next.current].clearAsync();
    const table = this.#tables[next.current];
    for (const [key, value] of puts) table.put(toKeyBytes(key), value);
    return next;
  }

  #nextMeta(at: number): GenerationMeta {
    const { current, since } = this.meta;
    // A clock that was far ahead must not keep a generation for ever.
    if (since - at > this.options.spanMs) return { ...this.meta, since: at };
    if (at - since < this.options.spanMs) return this.meta;
    return { current: current === 0 ? 1 : 0, since: at, olderSince: since };
  }
}
