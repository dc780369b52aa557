import type { CartLine } from '@sillage/protocol';

/** Lines by product and variant: what the shop told of the cart as a whole, and what adds, removes and orders leave of it. */
export class Cart {
  readonly #lines = new Map<string, CartLine>();

  add(line: CartLine): void {
    const quantity = (this.#lines.get(toKey(line))?.quantity ?? 0) + line.quantity;
    this.#lines.set(toKey(line), { ...line, quantity });
  }

  /** The cart as it is now, whatever was told of it before. */
  replace(lines: readonly CartLine[]): void {
    this.#lines.clear();
    for (const line of lines) this.add(line);
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
