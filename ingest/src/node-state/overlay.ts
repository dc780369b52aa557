/** A value that was put and may not be readable below yet. */
export interface Put<V> {
  key: string;
  value: V;
  /** The frame whose record put it. */
  frame: number;
}

interface UndoablePut<V> extends Put<V> {
  before: Put<V> | undefined;
}

/**
 * What was put above a store that is written later: puts of frames that are not durable can be taken back, puts of
 * durable frames wait here until the store below has them.
 */
export class Overlay<V> {
  readonly #puts = new Map<string, Put<V>>();
  #undo: UndoablePut<V>[] = [];
  #durable: Put<V>[] = [];
  #forgotten = 0;

  get size(): number {
    return this.#puts.size;
  }

  get(key: string): V | undefined {
    return this.#puts.get(key)?.value;
  }

  put(key: string, value: V, frame: number): void {
    const put = { key, value, frame, before: this.#puts.get(key) };
    this.#puts.set(key, put);
    this.#undo.push(put);
  }

  /** Takes back everything that is not durable. */
  rollback(): void {
    for (const { key, before } of this.#undo.reverse()) {
      if (before && before.frame > this.#forgotten) this.#puts.set(key, before);
      else this.#puts.delete(key);
    }
    this.#undo = [];
  }

  /** Frames up to this one are durable. */
  markDurable(frame: number): void {
    let count = 0;
    for (const put of this.#undo) {
      if (put.frame > frame) break;
      // The chain of what each put replaced ends here, or it would be kept for as long as a key stays in use.
      put.before = undefined;
      this.#durable.push(put);
      count += 1;
    }
    this.#undo = count === this.#undo.length ? [] : this.#undo.slice(count);
  }

  /** The durable puts since the last call: the last one of each key. */
  takeDurable(): Map<string, V> {
    const taken = new Map<string, V>();
    for (const { key, value } of this.#durable) taken.set(key, value);
    this.#durable = [];
    return taken;
  }

  /** The store below has what frames up to this one put. */
  forget(keys: Iterable<string>, frame: number): void {
    this.#forgotten = frame;
    for (const key of keys) {
      const put = this.#puts.get(key);
      if (put && put.frame <= frame) this.#puts.delete(key);
    }
  }
}
