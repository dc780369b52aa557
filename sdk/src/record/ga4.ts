import type { EventType } from '@sillage/protocol';
import { toCurrency, toLine, toMinor, toProductView, toText } from './to-line.js';

type Params = Record<string, unknown>;
/** An event's type and its fields. */
export type Told = [type: EventType, fields: object];

/** GA4's e-commerce events that are ours too: https://developers.google.com/analytics/devguides/collection/ga4/ecommerce */
const types: Record<string, EventType> = {
  view_item: 'product_view',
  add_to_cart: 'cart_add',
  remove_from_cart: 'cart_remove',
  view_cart: 'cart_view',
  begin_checkout: 'checkout_start',
  purchase: 'purchase',
  refund: 'refund',
};

/**
 * The events in one entry of the data layer: `gtag('event', 'add_to_cart', {…})` leaves an arguments object, Tag Manager
 * `{event: 'add_to_cart', ecommerce: {…}}`, and some shops `{event, items}`.
 */
export function readGa4(entry: unknown): Told[] {
  const push = (entry ?? {}) as Params;
  const isGtag = push[0] === 'event';
  const name = `${isGtag ? push[1] : push.event}`;
  const params = ((isGtag ? push[2] : push.ecommerce) ?? push) as Params;
  return Object.keys(types).includes(name) ? tell(types[name] as EventType, params) : [];
}

function tell(type: EventType, params: Params): Told[] {
  const currency = toCurrency(params.currency);
  const items = (Array.isArray(params.items) ? params.items : []) as Params[];
  const lines = items.map((item) => toLine((name) => readItem(item, name), currency));
  if (type === 'product_view') return lines.map((line) => [type, toProductView(line)]);
  if (/cart_(add|remove)/.test(type)) return lines.map((line) => [type, { line }]);
  const state = { currency, totalMinor: toMinor(params.value, currency), lines };
  if (/_/.test(type)) return [[type, state]];
  // a refund without lines is of the whole order
  const orderId = toText(params.transaction_id);
  if (type === 'refund') return [[type, { refund: { ...state, orderId, lines: lines[0] && lines } }]];
  const [taxMinor, shippingMinor] = [params.tax, params.shipping].map((amount) => toMinor(amount, currency));
  return [[type, { order: { ...state, orderId, taxMinor, shippingMinor, coupon: toText(params.coupon) } }]];
}

/** A detail of an entry of `items`; its five category levels are a topic. */
function readItem(item: Params, name: string): unknown {
  if (name !== 'topics') return item[`item_${name}`] ?? item[name];
  return ['', 2, 3, 4, 5].map((level) => `${item[`item_category${level}`] ?? ''}`.replace(/[,/>]/g, ' ')).join('/');
}
