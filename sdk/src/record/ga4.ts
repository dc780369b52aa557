import type { EventType } from '@sillage/protocol';
import { toCurrency, toLine, toMinor, toProductView, toText } from './to-line.js';

type Params = Record<string, unknown>;
/** An event's type and its fields. */
export type Told = [type: EventType, fields: object];

/** GA4's e-commerce events that are ours too: https://developers.google.com/analytics/devguides/collection/ga4/ecommerce */
const types = new Map<unknown, EventType>([
  ['view_item', 'product_view'],
  ['add_to_cart', 'cart_add'],
  ['remove_from_cart', 'cart_remove'],
  ['view_cart', 'cart_view'],
  ['begin_checkout', 'checkout_start'],
  ['purchase', 'purchase'],
  ['refund', 'refund'],
]);

/**
 * The events in one entry of the data layer: `gtag('event', 'add_to_cart', {…})` leaves an arguments object, Tag Manager
 * `{event: 'add_to_cart', ecommerce: {…}}`, and some shops `{event, items}`. Of what a type does not have, such as the
 * tax of a cart, the server takes no notice.
 */
export function readGa4(entry: unknown): Told[] {
  const push = (entry ?? {}) as Params;
  const [name, given] = push[0] === 'event' ? [push[1], push[2]] : [push.event, push.ecommerce];
  const type = types.get(name);
  if (!type) return [];
  const params = (given ?? push) as Params;
  const currency = toCurrency(params.currency);
  const items = (params.items ?? []) as Params[];
  const lines = items.map((item) => toLine(item, currency));
  if (type === 'product_view') return lines.map((line) => [type, toProductView(line)]);
  if (/cart_(add|remove)/.test(type)) return lines.map((line) => [type, { line }]);
  const order = {
    orderId: toText(params.transaction_id),
    currency,
    totalMinor: toMinor(params.value, currency),
    taxMinor: toMinor(params.tax, currency),
    shippingMinor: toMinor(params.shipping, currency),
    coupon: toText(params.coupon),
    // a refund without lines is of the whole order
    lines: type === 'refund' && !lines[0] ? undefined : lines,
  };
  return [[type, /_/.test(type) ? order : { [type === 'refund' ? type : 'order']: order }]];
}
