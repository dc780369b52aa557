import { type CartLine, type EventType, type Product, toTopic } from '@sillage/protocol';
import { toCurrency, toMinor } from './minor-units.js';

/** GA4's e-commerce events that are ours too: https://developers.google.com/analytics/devguides/collection/ga4/ecommerce */
const types = new Map<unknown, EventType>(
  Object.entries({
    view_item: 'product_view',
    add_to_cart: 'cart_add',
    remove_from_cart: 'cart_remove',
    view_cart: 'cart_view',
    begin_checkout: 'checkout_start',
    purchase: 'purchase',
    refund: 'refund',
    view_search_results: 'search',
  } as const),
);

type Params = Record<string, unknown>;
type Told = [type: EventType, fields: object];

/**
 * The events in one entry of the data layer: `gtag('event', 'add_to_cart', {…})` leaves an arguments object, Tag Manager
 * `{event: 'add_to_cart', ecommerce: {…}}`, and some shops `{event, items}`.
 */
export function readGa4(entry: unknown): Told[] {
  const push = (entry ?? {}) as Params;
  const isGtag = push[0] === 'event';
  const name = isGtag ? push[1] : push.event;
  const type = types.get(name);
  if (!type) return [];
  const params = ((isGtag ? push[2] : push.ecommerce) ?? push) as Params;
  return toFields(type, params).map((fields) => [type, fields]);
}

function toFields(type: EventType, params: Params): object[] {
  const currency = toCurrency(params.currency);
  const lines = (Array.isArray(params.items) ? params.items : []).map((item) => toLine(item, currency)).filter(hasId);
  const totalMinor = toMinor(params.value, currency);
  const amounts = compact({ currency, totalMinor });
  const orderId = text(params.transaction_id);
  switch (type) {
    case 'product_view':
      return lines.map(({ quantity, topics, discountMinor, coupon, ...product }) => compact({ product, topics }));
    case 'cart_add':
    case 'cart_remove':
      return lines.map((line) => ({ line }));
    case 'purchase':
      return [{ order: compact({ orderId, ...amounts, ...costs(params, currency), lines }) }];
    case 'refund':
      return orderId
        ? [{ refund: compact({ orderId, ...amounts, lines: lines.length ? lines.map(toRefunded) : undefined }) }]
        : [];
    case 'search':
      return text(params.search_term) ? [{ query: text(params.search_term) }] : [];
    default:
      return [{ lines, ...amounts }];
  }
}

const costs = (params: Params, currency: string | undefined) => ({
  taxMinor: toMinor(params.tax, currency),
  shippingMinor: toMinor(params.shipping, currency),
  coupon: text(params.coupon),
});

const toRefunded = ({ productId, quantity, priceMinor }: CartLine) => compact({ productId, quantity, priceMinor });
const hasId = (product: Product) => product.productId.length > 0;

/** An entry of `items`; `currency` is the event's, where the item has none. */
export function toLine(item: Params, currency: string | undefined): CartLine {
  const own = toCurrency(item.currency) ?? currency;
  const labels = ['', 2, 3, 4, 5].map((level) => text(item[`item_category${level}`]) ?? '');
  const topic = toTopic(labels);
  return compact({
    productId: text(item.item_id) ?? text(item.item_name) ?? '',
    name: text(item.item_name),
    brand: text(item.item_brand),
    variant: text(item.item_variant),
    priceMinor: toMinor(item.price, own),
    currency: own,
    discountMinor: toMinor(item.discount, own),
    coupon: text(item.coupon),
    quantity: Math.max(1, Math.round(Number(item.quantity)) || 1),
    topics: topic ? [topic] : undefined,
  }) as CartLine;
}

/** A number or text as text of at most 128 characters; undefined where it is neither or empty. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? `${value}`.slice(0, 128) || undefined : undefined;
}

/** The wire has no null and no undefined. */
export function compact<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
