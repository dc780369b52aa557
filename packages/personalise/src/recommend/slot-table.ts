const free = 0;

/** Key → slot, by open addressing over the column of keys that the slots have: 8 to 16 bytes a slot and nothing to collect. */
export class SlotTable {
  readonly #keys: Float64Array;
  /** Slot + 1: what was never used is 0, and takes no memory before it is touched. */
  readonly #cells: Int32Array;
  readonly #mask: number;

  /** `keys[slot]` is the key of a slot: a whole number below 2^53, well mixed. */
  constructor(keys: Float64Array) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(4, keys.length * 2)));
    this.#keys = keys;
    this.#cells = new Int32Array(size);
    this.#mask = size - 1;
  }

  get bytes(): number {
    return this.#cells.byteLength;
  }

  /** -1 where no slot has it. */
  find(key: number): number {
    return (this.#cells[this.#cellOf(key)] as number) - 1;
  }

  /** `keys[slot]` was set, and no other slot has that key. */
  insert(slot: number): void {
    this.#cells[this.#cellOf(this.#keys[slot] as number)] = slot + 1;
  }

  /** Called while `keys[slot]` still stands. */
  remove(slot: number): void {
    let hole = this.#cellOf(this.#keys[slot] as number);
    this.#cells[hole] = free;
    // What was pushed on by the removed one comes back, so that no search ends too early.
    for (let cell = (hole + 1) & this.#mask; this.#cells[cell] !== free; cell = (cell + 1) & this.#mask) {
      const moved = this.#cells[cell] as number;
      const distance = (cell - this.#home(this.#keys[moved - 1] as number)) & this.#mask;
      if (distance < ((cell - hole) & this.#mask)) continue;
      this.#cells[hole] = moved;
      this.#cells[cell] = free;
      hole = cell;
    }
  }

  /** The cell of the key, or the free one where it would be. */
  #cellOf(key: number): number {
    let cell = this.#home(key);
    for (let held = this.#cells[cell] as number; held !== free; held = this.#cells[cell] as number) {
      if (this.#keys[held - 1] === key) break;
      cell = (cell + 1) & this.#mask;
    }
    return cell;
  }

  #home(key: number): number {
    return (key % 0x1_0000_0000) & this.#mask;
  }
}
