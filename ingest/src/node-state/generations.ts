import type { Database, RootDatabase } from 'lmdb';
import { type StateKey, stateKeyEncoder } from './state-key.js';

/** Which of the two is written, and since when; the other one is older. */
export interface GenerationMeta {
  current: 0 | 1;
  since: number;
  /** Since when the older one was written; absent while there is none. */
  olderSince?: number;
}

export interface GenerationWriter<V> {
  put(site: string, id: string, value: V): void;
  /** From both. */
  forget(site: string, id: string): void;
}

export interface GenerationsOptions {
  spanMs: number;
  meta: GenerationMeta;
  /** Of the values. */
  encoding: 'string' | 'binary';
}

/**
 * Two tables of which one is written; after `spanMs` the older one is dropped whole and written next. So a key is
 * found for at least `spanMs` after it was last put, and what nobody asks for any more costs nothing to forget.
 */
export class Generations<V = string> {
  readonly #tables: [Database<V, StateKey>, Database<V, StateKey>];
  meta: GenerationMeta;

  constructor(
    env: RootDatabase,
    readonly name: string,
    readonly options: GenerationsOptions,
  ) {
    const open = (suffix: string) =>
      env.openDB<V, StateKey>({
        name: `${name}-${suffix}`,
        encoding: options.encoding,
        ...{ keyEncoder: stateKeyEncoder },
      });
    this.#tables = [open('a'), open('b')];
    this.meta = options.meta;
  }

  get(site: string, id: string): V | undefined {
    const value = this.#tables[this.meta.current].get([site, id]);
    return value === undefined ? this.#older?.get([site, id]) : value;
  }

  has(site: string, id: string): boolean {
    return this.#tables[this.meta.current].doesExist([site, id]) || (this.#older?.doesExist([site, id]) ?? false);
  }

  /** Everything put at or after it is still known. */
  get coversSince(): number {
    return this.meta.olderSince ?? this.meta.since;
  }

  /**
   * Within a transaction: turns the generations over when it is time, then lets `fill` write. Returns what to set as `meta`
   * once it is committed.
   */
  write(at: number, fill: (writer: GenerationWriter<V>) => void): GenerationMeta {
    const next = this.#nextMeta(at);
    if (next.current !== this.meta.current) this.#tables[next.current].clearAsync();
    const table = this.#tables[next.current];
    fill({
      put: (site, id, value) => table.put([site, id], value),
      forget: (site, id) => this.forget(site, id),
    });
    return next;
  }

  /** Within a transaction. */
  forget(site: string, id: string): void {
    for (const table of this.#tables) table.remove([site, id]);
  }

  /** Undefined until the generations were turned over once. */
  get #older(): Database<V, StateKey> | undefined {
    return this.meta.olderSince === undefined ? undefined : this.#tables[this.meta.current === 0 ? 1 : 0];
  }

  #nextMeta(at: number): GenerationMeta {
    const { current, since } = this.meta;
    // A clock that was far ahead must not keep a generation for ever.
    if (since - at > this.options.spanMs) return { ...this.meta, since: at };
    if (at - since < this.options.spanMs) return this.meta;
    return { current: current === 0 ? 1 : 0, since: at, olderSince: since };
  }
}
