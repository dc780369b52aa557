import type { CartLine } from '@sillage/protocol';

/** Lines by product and variant: what adds, removes and orders leave in a cart. */
export class Cart {
  readonly #lines = new Map<string, CartLine>();

  add(line: CartLine): void {
    const quantity = (this.#lines.get(toKey(line))?.quantity ?? 0) + line.quantity;
    this.#lines.set(toKey(line), { ...line, quantity });
  }

  /** Of what was not there nothing is taken: it came into the cart in an earlier session. */
  remove(line: CartLine): void {
    const held = this.#lines.get(toKey(line));
    if (!held) return;
    if (held.quantity <= line.quantity) this.#lines.delete(toKey(line));
    else this.#lines.set(toKey(line), { ...held, quantity: held.quantity - line.quantity });
  }

  get lines(): CartLine[] {
    return [...this.#lines.values()];
  }
}

function toKey(line: CartLine): string {
  return `${line.productId}\n${line.variant ?? ''}`;
}
