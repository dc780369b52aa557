import type { ProductIdRules } from '@sillage/protocol';
import { ProductIds } from '../catalogue/product-ids.js';

/**
 * By what the index holds a product. Pages, carts and orders may name it differently; what the site's rules bring together
 * has one key, so that a view of the one and an order of the other speak for the same product.
 */
export class ProductKeys {
  readonly #ids: ProductIds | undefined;
  /** Of the keys that are no id themselves: the id that was seen, of several the one that sorts first. */
  readonly #names = new Map<string, string>();

  constructor(rules: ProductIdRules | undefined) {
    this.#ids = rules && new ProductIds(rules);
  }

  keyOf(id: string): string {
    return this.#ids?.toKey(id) ?? id;
  }

  /** The key of a product that was seen under this id. */
  learn(id: string): string {
    const key = this.keyOf(id);
    const known = this.#names.get(key);
    if (key !== id && (known === undefined || id < known)) this.#names.set(key, id);
    return key;
  }

  /** An id that was seen. */
  nameOf(key: string): string {
    return this.#names.get(key) ?? key;
  }

  forget(key: string): void {
    this.#names.delete(key);
  }
}
