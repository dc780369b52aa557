/** The slots by what comes first, as a binary heap that knows where each slot is, so that a slot can move or leave. */
export class SlotHeap {
  readonly #slots: Int32Array;
  readonly #places: Int32Array;
  readonly #isBefore: (a: number, b: number) => boolean;
  #size = 0;

  constructor(capacity: number, isBefore: (a: number, b: number) => boolean) {
    this.#slots = new Int32Array(capacity);
    this.#places = new Int32Array(capacity);
    this.#isBefore = isBefore;
  }

  get bytes(): number {
    return this.#slots.byteLength + this.#places.byteLength;
  }

  get size(): number {
    return this.#size;
  }

  /** Undefined where it is empty. */
  first(): number | undefined {
    return this.#size === 0 ? undefined : this.#slots[0];
  }

  insert(slot: number): void {
    this.#put(slot, this.#size);
    this.#size += 1;
    this.#rise(slot);
  }

  remove(slot: number): void {
    const place = this.#places[slot] as number;
    this.#size -= 1;
    const last = this.#slots[this.#size] as number;
    if (last === slot) return;
    this.#put(last, place);
    this.moved(last);
  }

  /** What is compared of the slot has changed. */
  moved(slot: number): void {
    this.#rise(slot);
    this.#sink(slot);
  }

  #rise(slot: number): void {
    let place = this.#places[slot] as number;
    while (place > 0) {
      const above = this.#slots[(place - 1) >> 1] as number;
      if (!this.#isBefore(slot, above)) break;
      this.#put(above, place);
      place = (place - 1) >> 1;
    }
    this.#put(slot, place);
  }

  #sink(slot: number): void {
    let place = this.#places[slot] as number;
    for (let below = 2 * place + 1; below < this.#size; below = 2 * place + 1) {
      const [left, right] = [this.#slots[below] as number, this.#slots[below + 1] as number];
      const lesser = below + 1 < this.#size && this.#isBefore(right, left) ? below + 1 : below;
      if (!this.#isBefore(this.#slots[lesser] as number, slot)) break;
      this.#put(this.#slots[lesser] as number, place);
      place = lesser;
    }
    this.#put(slot, place);
  }

  #put(slot: number, place: number): void {
    this.#slots[place] = slot;
    this.#places[slot] = place;
  }
}
