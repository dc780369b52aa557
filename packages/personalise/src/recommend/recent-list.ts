const smallest = 4;

/**
 * The sessions in which a product was seen, each with when, oldest first. Grows at both ends: events arrive newest last, a
 * shop's past newest first; what comes out of order moves the shorter side.
 */
export class RecentList {
  /** Pairs of slot and time. */
  #pairs = new Int32Array(2 * smallest);
  #start = 0;
  #end = 0;

  get bytes(): number {
    return this.#pairs.byteLength;
  }

  get length(): number {
    return this.#end - this.#start;
  }

  /** By rank: 0 is the newest. */
  slot(rank: number): number {
    return this.#pairs[2 * (this.#end - 1 - rank)] as number;
  }

  at(rank: number): number {
    return this.#pairs[2 * (this.#end - 1 - rank) + 1] as number;
  }

  /** How many are as new as `at`, or newer. */
  countSince(at: number): number {
    let [low, high] = [this.#start, this.#end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#pairs[2 * middle + 1] as number) < at) low = middle + 1;
      else high = middle;
    }
    return this.#end - low;
  }

  /** `isBefore` orders slots of the same time. */
  insert(slot: number, at: number, isBefore: (a: number, b: number) => boolean): void {
    const place = this.#find(slot, at, isBefore) - this.#start;
    const isNearStart = place < this.length - place;
    if (isNearStart ? this.#start === 0 : 2 * this.#end === this.#pairs.length) this.#spread();
    const index = this.#start + place;
    if (isNearStart) {
      this.#pairs.copyWithin(2 * (this.#start - 1), 2 * this.#start, 2 * index);
      this.#start -= 1;
      this.#write(index - 1, slot, at);
    } else {
      this.#pairs.copyWithin(2 * (index + 1), 2 * index, 2 * this.#end);
      this.#end += 1;
      this.#write(index, slot, at);
    }
  }

  /** The pair is there. */
  remove(slot: number, at: number, isBefore: (a: number, b: number) => boolean): void {
    const index = this.#find(slot, at, isBefore);
    if (index - this.#start < this.#end - index) {
      this.#pairs.copyWithin(2 * (this.#start + 1), 2 * this.#start, 2 * index);
      this.#start += 1;
    } else {
      this.#pairs.copyWithin(2 * index, 2 * (index + 1), 2 * this.#end);
      this.#end -= 1;
    }
    if (this.#pairs.length > 4 * smallest && 2 * this.length < this.#pairs.length / 4) this.#spread();
  }

  /** Index of the pair, or of where it would stand. */
  #find(slot: number, at: number, isBefore: (a: number, b: number) => boolean): number {
    let [low, high] = [this.#start, this.#end];
    while (low < high) {
      const middle = (low + high) >>> 1;
      const time = this.#pairs[2 * middle + 1] as number;
      if (time < at || (time === at && isBefore(this.#pairs[2 * middle] as number, slot))) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Into the middle of an array of half as many free places as pairs, or more. */
  #spread(): void {
    const room = Math.max(2 * smallest, 2 * Math.ceil(this.length * 1.5) + 2);
    const pairs = new Int32Array(room);
    const start = Math.floor((room / 2 - this.length) / 2);
    pairs.set(this.#pairs.subarray(2 * this.#start, 2 * this.#end), 2 * start);
    this.#end = start + this.length;
    this.#start = start;
    this.#pairs = pairs;
  }

  #write(index: number, slot: number, at: number): void {
    this.#pairs[2 * index] = slot;
    this.#pairs[2 * index + 1] = at;
  }
}
