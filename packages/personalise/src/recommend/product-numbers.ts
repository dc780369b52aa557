import { RecentList } from './recent-list.js';

const bytesOfProduct = 300;

/** Products by a small whole number, each with the sessions in which it was seen. */
export class ProductNumbers {
  readonly #numbers = new Map<string, number>();
  readonly #ids: string[] = [];
  readonly #lists: RecentList[] = [];
  readonly #free: number[] = [];
  readonly #onGone: ((product: string) => void) | undefined;

  /** `onGone` hears of each product that no session has any more. */
  constructor(onGone?: (product: string) => void) {
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
    return this.#lists.reduce((sum, list) => sum + list.bytes + bytesOfProduct, 0);
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
    return number;
  }

  /** Its number serves another where no session has it. */
  release(number: number): void {
    if (this.seen(number).length > 0) return;
    const product = this.id(number);
    this.#numbers.delete(product);
    this.#ids[number] = '';
    this.#free.push(number);
    this.#onGone?.(product);
  }
}
