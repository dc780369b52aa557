/** A value that was put and may not be readable below yet. */
export interface Put<V> {
  site: string;
  id: string;
  value: V;
  /** The frame whose record put it. */
  frame: number;
}

interface UndoablePut<V> extends Put<V> {
  before: UndoablePut<V> | undefined;
  /** By a later one, which is durable too. */
  isReplaced: boolean;
}

/**
 * What was put above a store that is written later: puts of frames that are not durable can be taken back, puts of
 * durable frames wait here until the store below has them.
 */
export class Overlay<V> {
  readonly #sites = new Map<string, Map<string, UndoablePut<V>>>();
  #undo: UndoablePut<V>[] = [];
  #durable: UndoablePut<V>[] = [];
  #forgotten = Number.NEGATIVE_INFINITY;

  get size(): number {
    let size = 0;
    for (const puts of this.#sites.values()) size += puts.size;
    return size;
  }

  get(site: string, id: string): V | undefined {
    return this.#sites.get(site)?.get(id)?.value;
  }

  put(site: string, id: string, { value, frame }: { value: V; frame: number }): void {
    const puts = this.#putsOf(site);
    const before = puts.get(id);
    if (before?.frame === frame) {
      before.value = value;
      return;
    }
    const put = { site, id, value, frame, before, isReplaced: false };
    puts.set(id, put);
    this.#undo.push(put);
  }

  /** Takes back everything that is not durable. */
  rollback(): void {
    for (const { site, id, before } of this.#undo.reverse()) {
      if (before && before.frame > this.#forgotten) this.#putsOf(site).set(id, before);
      else this.#putsOf(site).delete(id);
    }
    this.#undo = [];
  }

  /** Frames up to this one are durable. */
  markDurable(frame: number): void {
    let count = 0;
    for (const put of this.#undo) {
      if (put.frame > frame) break;
      if (put.before) put.before.isReplaced = true;
      // The chain of what each put replaced ends here, or it would be kept for as long as a key stays in use.
      put.before = undefined;
      this.#durable.push(put);
      count += 1;
    }
    this.#undo = count === this.#undo.length ? [] : this.#undo.slice(count);
  }

  /** The durable puts since the last call, the last one of each key, in order. */
  takeDurable(): Put<V>[] {
    const taken = this.#durable.filter(({ isReplaced }) => !isReplaced);
    this.#durable = [];
    return taken;
  }

  /** The store below has these puts, which are all that frames up to this one brought. */
  forget(taken: readonly Put<V>[], frame: number): void {
    this.#forgotten = frame;
    for (const { site, id } of taken) {
      const puts = this.#putsOf(site);
      const put = puts.get(id);
      if (put && put.frame <= frame) puts.delete(id);
    }
  }

  #putsOf(site: string): Map<string, UndoablePut<V>> {
    const known = this.#sites.get(site);
    if (known) return known;
    const puts = new Map<string, UndoablePut<V>>();
    this.#sites.set(site, puts);
    return puts;
  }
}
