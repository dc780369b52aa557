import type { CartLine, HistoryOrder, Product } from '@sillage/protocol';
import type { SessionEventRow } from '../queries/session-events.js';

/** The product of a row of `product_view`, `cart_add` or `cart_remove`. */
export function readProduct(row: SessionEventRow): Product {
  const { variant } = readProperties(row) as { variant?: string };
  return {
    productId: row.product_id,
    ...(row.product_name === '' ? {} : { name: row.product_name }),
    ...(row.brand === '' ? {} : { brand: row.brand }),
    ...(variant === undefined ? {} : { variant }),
    ...(row.price_minor === null ? {} : { priceMinor: row.price_minor }),
    ...(row.currency === '' ? {} : { currency: row.currency }),
  };
}

export function readLine(row: SessionEventRow): CartLine {
  const { discountMinor, coupon } = readProperties(row) as { discountMinor?: number; coupon?: string };
  return {
    ...readProduct(row),
    quantity: row.quantity,
    ...(discountMinor === undefined ? {} : { discountMinor }),
    ...(coupon === undefined ? {} : { coupon }),
    ...(row.topics.length === 0 ? {} : { topics: row.topics }),
  };
}

export function readOrder(row: SessionEventRow): HistoryOrder {
  const { lines = [] } = readProperties(row) as { lines?: CartLine[] };
  return { orderId: row.order_id, currency: row.currency, totalMinor: row.total_minor ?? 0, at: row.at, lines };
}

/** Milliseconds by section of the page. */
export function readSections(row: SessionEventRow): Record<string, number> {
  return (readProperties(row) as { sections?: Record<string, number> }).sections ?? {};
}

/** What `toEventRow` wrote into `properties`. */
function readProperties(row: SessionEventRow): unknown {
  return row.properties === '' ? {} : JSON.parse(row.properties);
}
