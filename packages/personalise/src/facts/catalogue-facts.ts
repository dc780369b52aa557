import type { KeptOrder } from './kept-orders.js';
import { dayMs } from './time.js';

/** What the catalogue says of a product that was bought. */
export interface SoldProduct {
  marginMinor: number | undefined;
  currency: string | undefined;
  /** Milliseconds since 1970 UTC. */
  releasedAt: number | undefined;
}

/** The product that an order names so; `undefined` of one that the catalogue does not have. */
export type FindSold = (productId: string) => SoldProduct | undefined;

/** Days after which a product is new no more. */
const newForDays = 60;

/** What orders say only together with the catalogue: by its margins of today, and by when its products came out. */
export function ofCatalogue(
  orders: readonly KeptOrder[],
  find: FindSold,
): { marginMinor: Record<string, number>; newProductShare?: number } {
  const marginMinor: Record<string, number> = {};
  const withNew = new Set<KeptOrder>();
  let isDated = false;
  for (const order of orders) {
    for (const { productId, quantity } of order.lines) {
      const { marginMinor: margin, currency = '', releasedAt } = find(productId) ?? {};
      if (margin !== undefined) marginMinor[currency] = (marginMinor[currency] ?? 0) + quantity * margin;
      if (releasedAt === undefined) continue;
      isDated = true;
      if (order.at - releasedAt < newForDays * dayMs) withNew.add(order);
    }
  }
  return { marginMinor, ...(isDated && { newProductShare: withNew.size / orders.length }) };
}
