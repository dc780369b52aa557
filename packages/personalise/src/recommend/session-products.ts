import { BlockPool } from './block-pool.js';

/** The products of each session with when they were seen, oldest first: pairs of product number and time, in one place. */
export class SessionProducts {
  readonly #pool = new BlockPool();
  /** Address and count of each slot, side by side, for they are read together. */
  readonly #heads: Int32Array;

  constructor(capacity: number) {
    this.#heads = new Int32Array(2 * capacity);
  }

  get bytes(): number {
    return this.#heads.byteLength + this.#pool.bytes;
  }

  /** 0 where the slot is free. */
  count(slot: number): number {
    return this.#heads[2 * slot + 1] as number;
  }

  /** Where the pairs lie, from `offset` on; both are valid until the next change. */
  chunk(slot: number): Int32Array {
    return this.#pool.chunkOf(this.#heads[2 * slot] as number);
  }

  offset(slot: number): number {
    return this.#pool.offsetOf(this.#heads[2 * slot] as number);
  }

  product(slot: number, place: number): number {
    return this.chunk(slot)[this.offset(slot) + 2 * place] as number;
  }

  at(slot: number, place: number): number {
    return this.chunk(slot)[this.offset(slot) + 2 * place + 1] as number;
  }

  /** -1 where the session does not have it. */
  find(slot: number, product: number): number {
    for (let place = this.count(slot) - 1; place >= 0; place -= 1)
      if (this.product(slot, place) === product) return place;
    return -1;
  }

  /** `place` is where it belongs: all before it are older. */
  insert(slot: number, place: number, [product, at]: readonly [number, number]): void {
    const count = this.count(slot);
    this.#resize(slot, count + 1);
    const [chunk, start] = [this.chunk(slot), this.offset(slot)];
    chunk.copyWithin(start + 2 * (place + 1), start + 2 * place, start + 2 * count);
    chunk[start + 2 * place] = product;
    chunk[start + 2 * place + 1] = at;
  }

  remove(slot: number, place: number): void {
    const count = this.count(slot);
    const [chunk, start] = [this.chunk(slot), this.offset(slot)];
    chunk.copyWithin(start + 2 * place, start + 2 * (place + 1), start + 2 * count);
    this.#resize(slot, count - 1);
  }

  #resize(slot: number, count: number): void {
    const old = this.count(slot);
    this.#heads[2 * slot + 1] = count;
    if (powerOf(old) === powerOf(count)) return;
    const from = this.#heads[2 * slot] as number;
    if (count > 0) {
      const address = this.#pool.take(powerOf(count));
      if (old > 0) {
        const start = this.#pool.offsetOf(from);
        const kept = this.#pool.chunkOf(from).subarray(start, start + 2 * Math.min(old, count));
        this.#pool.chunkOf(address).set(kept, this.#pool.offsetOf(address));
      }
      this.#heads[2 * slot] = address;
    }
    if (old > 0) this.#pool.give(from, powerOf(old));
  }
}

/** Of the block of so many pairs; 0 stands for none. */
function powerOf(count: number): number {
  return count === 0 ? 0 : 32 - Math.clz32(2 * count - 1);
}
