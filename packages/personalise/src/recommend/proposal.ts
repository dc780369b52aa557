import type { ProductReason } from './reason.js';

export interface ProposedProduct {
  productId: string;
  reason: ProductReason;
}

/** A list of products that fills up, each once, with the first reason that brought it. */
export class Proposal {
  readonly products: ProposedProduct[] = [];
  readonly #limit: number;
  readonly #isAllowed: (productId: string) => boolean;
  readonly #leftOut: Set<string>;

  /** At most `limit`, none of `leftOut`, and only what is allowed. */
  constructor(limit: number, leftOut: Iterable<string>, isAllowed: (productId: string) => boolean) {
    this.#limit = limit;
    this.#leftOut = new Set(leftOut);
    this.#isAllowed = isAllowed;
  }

  /** How many more it takes. */
  get room(): number {
    return this.#limit - this.products.length;
  }

  get isFull(): boolean {
    return this.room <= 0;
  }

  /** It may be shown, and is not in the list yet. */
  isWanted(productId: string): boolean {
    return !this.#leftOut.has(productId) && this.#isAllowed(productId);
  }

  /** Does nothing where the product may not be shown. */
  offer(productId: string, reason: ProductReason): void {
    if (this.isFull || !this.isWanted(productId)) return;
    this.products.push({ productId, reason });
    this.#leftOut.add(productId);
  }

  offerAll(productIds: Iterable<string>, reason: ProductReason): void {
    for (const productId of productIds) {
      if (this.isFull) return;
      this.offer(productId, reason);
    }
  }
}
