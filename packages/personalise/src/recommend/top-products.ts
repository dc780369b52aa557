import type { ProductNumbers } from './product-numbers.js';

export interface ScoredNumber {
  number: number;
  score: number;
}

/** The best of what it is offered; equal scores in the order of product ids, whatever the order of the offers. */
export class TopProducts {
  readonly #limit: number;
  readonly #products: ProductNumbers;
  readonly #entries: ScoredNumber[] = [];

  constructor(limit: number, products: ProductNumbers) {
    this.#limit = limit;
    this.#products = products;
  }

  /** Whether a product with that score could be among them. */
  hasRoomFor(score: number): boolean {
    if (this.#entries.length < this.#limit) return score > 0;
    const worst = this.#entries[this.#limit - 1];
    return worst !== undefined && score >= worst.score;
  }

  /** A score of 0 is none. Each product is offered once. */
  offer(number: number, score: number): void {
    if (!this.hasRoomFor(score)) return;
    const entries = this.#entries;
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#isBetter(number, score, entries[middle] as ScoredNumber)) high = middle;
      else low = middle + 1;
    }
    if (low === this.#limit) return;
    entries.splice(low, 0, { number, score });
    if (entries.length > this.#limit) entries.pop();
  }

  /** Best first. */
  entries(): readonly ScoredNumber[] {
    return this.#entries;
  }

  #isBetter(number: number, score: number, than: ScoredNumber): boolean {
    if (score !== than.score) return score > than.score;
    return this.#products.id(number) < this.#products.id(than.number);
  }
}
