import { RecentList } from './recent-list.js';

const bytesOfProduct = 300;

/** Products by a small whole number, each with the sessions in which it was seen. */
export class ProductNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #lists: RecentList[] = [];
  /** Lengths of the lists, side by side: read for each product that a question touches. */
  #counts = new Uint32Array(1_024);
  readonly #free: number[] = [];
  readonly #isBefore: (a: number, b: number) => boolean;
  readonly #onGone: ((product: string) => void) | undefined;

  /** `isBefore` orders slots of the same time; `onGone` hears of each product that no session has any more. */
  constructor(isBefore: (a: number, b: number) => boolean, onGone?: (product: string) => void) {
    this.#isBefore = isBefore;
    this.#onGone = onGone;
  }

  get size(): number {
    return this.#numbers.size;
  }

  /** All numbers are below. */
  get capacity(): number {
    return this.#ids.length;
  }

  get bytes(): number {
    return this.#lists.reduce((sum, list) => sum + list.bytes + bytesOfProduct, this.#counts.byteLength);
  }

  find(product: string): number | undefined {
    return this.#numbers.get(product);
  }

  id(number: number): string {
    return this.#ids[number] as string;
  }

  /** Where the product was seen, newest first. */
  seen(number: number): RecentList {
    return this.#lists[number] as RecentList;
  }

  /** In how many sessions it was seen. */
  count(number: number): number {
    return this.#counts[number] as number;
  }

  /** The session of that slot saw it. */
  see(number: number, slot: number, at: number): void {
    this.seen(number).insert(slot, at, this.#isBefore);
    (this.#counts[number] as number) += 1;
  }

  /** It did, and does not count any more. */
  unsee(number: number, slot: number, at: number): void {
    this.seen(number).remove(slot, at, this.#isBefore);
    (this.#counts[number] as number) -= 1;
  }

  ids(): IterableIterator<string> {
    return this.#numbers.keys();
  }

  /** The product's number, a new one where it has none. */
  take(product: string): number {
    const known = this.#numbers.get(product);
    if (known !== undefined) return known;
    const number = this.#free.pop() ?? this.#ids.length;
    this.#numbers.set(product, number);
    this.#ids[number] = product;
    this.#lists[number] = new RecentList();
    if (number === this.#counts.length) {
      const counts = new Uint32Array(2 * number);
      counts.set(this.#counts);
      this.#counts = counts;
    }
    return number;
  }

  /** Its number serves another where no session has it. */
  release(number: number): void {
    if (this.count(number) > 0) return;
    const product = this.id(number);
    this.#numbers.delete(product);
    this.#ids[number] = '';
    this.#free.push(number);
    this.#onGone?.(product);
  }
}
