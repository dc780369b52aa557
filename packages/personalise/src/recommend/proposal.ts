import type { ProductReason } from './reason.js';
import type { ProductFilter } from './rules.js';

export interface ProposedProduct {
  productId: string;
  reason: ProductReason;
}

/** A list of products that fills up, each once, with the first reason that brought it. */
export class Proposal {
  readonly products: ProposedProduct[] = [];
  readonly #limit: number;
  readonly #filter: ProductFilter;

  constructor(limit: number, filter: ProductFilter) {
    this.#limit = limit;
    this.#filter = filter;
  }

  /** How many more it takes. */
  get room(): number {
    return this.#limit - this.products.length;
  }

  get isFull(): boolean {
    return this.room <= 0;
  }

  /** Does nothing where the product may not be shown. */
  offer(productId: string, reason: ProductReason): void {
    if (this.isFull || !this.#filter.isAllowed(productId)) return;
    this.products.push({ productId, reason });
    this.#filter.leaveOut(productId);
  }

  offerAll(productIds: Iterable<string>, reason: ProductReason): void {
    for (const productId of productIds) {
      if (this.isFull) return;
      this.offer(productId, reason);
    }
  }
}
