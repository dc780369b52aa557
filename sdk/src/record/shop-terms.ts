import type { EventType } from '@sillage/protocol';
import type { Core } from '../core.js';
import type { Source } from './facts.js';

/** Places in a list, and what GA4 (an order; an item, with `item_` or without) and schema.org (a product) have in common with us. */
const terms =
  /^(\d*|sillage.+|transaction_id|value|tax|shipping|items|topics|currency|quantity|discount|coupon|sku|productID|offers|price|lowPrice|priceCurrency|(item_)?(id|name|brand|variant|category\d?))$/;

/** Tells what the shop says in its own terms, and nothing else of it: the server reads them as `ShopTerms`. */
export function tellTerms(core: Core, source: Source, type: EventType, said: object): void {
  core.tell(source, type, JSON.parse(JSON.stringify(said, (key, value) => (terms.test(key) ? value : undefined))));
}
