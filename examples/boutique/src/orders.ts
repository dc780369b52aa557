import { type Cart, type Totals, totalsOf } from './cart.js';

/** An order of the demo: nothing is paid and nothing is sent. */
export interface PlacedOrder {
  orderId: string;
  items: Cart;
  totals: Totals;
}

/** Orders of this run, so that the thank-you page can be loaded again. Bounded: the oldest go. */
export class OrderBook {
  readonly #orders = new Map<string, PlacedOrder>();

  constructor(
    private readonly newReference: () => string,
    private readonly capacity = 1000,
  ) {}

  place(items: Cart): PlacedOrder {
    const order = { orderId: `ESC-${this.newReference()}`, items, totals: totalsOf(items) };
    this.#orders.set(order.orderId, order);
    const oldest = this.#orders.keys().next().value;
    if (this.#orders.size > this.capacity && oldest !== undefined) this.#orders.delete(oldest);
    return order;
  }

  find(orderId: string | undefined): PlacedOrder | undefined {
    return orderId === undefined ? undefined : this.#orders.get(orderId);
  }
}
