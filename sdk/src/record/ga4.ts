import type { EventType } from '@sillage/protocol';
import type { Core } from '../core.js';
import { tellTerms } from './shop-terms.js';

type Params = Record<string, unknown>;

/** GA4's e-commerce events that are ours too: https://developers.google.com/analytics/devguides/collection/ga4/ecommerce */
const types: Record<string, EventType | undefined> = {
  // @ts-expect-error a name such as `constructor` is no event
  __proto__: null,
  view_item: 'product_view',
  add_to_cart: 'cart_add',
  remove_from_cart: 'cart_remove',
  view_cart: 'cart_view',
  begin_checkout: 'checkout_start',
  purchase: 'purchase',
  refund: 'refund',
};

/**
 * Tells the event in an entry of the data layer: `gtag('event', 'add_to_cart', {…})` leaves an arguments object, Tag Manager
 * `{event: 'add_to_cart', ecommerce: {…}}`, and some shops `{event, items}`. Products that are looked at, put into the
 * cart or taken out of it are an event each.
 */
export function tellGa4(core: Core, entry: unknown): void {
  const push = (entry ?? {}) as Params;
  const [name, given] = push[0] === 'event' ? [push[1], push[2]] : [push.event, push.ecommerce];
  const type = types[name as string];
  if (!type) return;
  const params = (given ?? push) as Params;
  const items = params.items as unknown[];
  const lists = /product|_add|_remove/.test(type) ? items.map((item) => [item]) : [items];
  for (const list of lists) tellTerms(core, 2, type, { ...params, items: list });
}
