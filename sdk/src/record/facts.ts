import type { EventType } from '@sillage/protocol';
import type { Core } from '../core.js';
import { record } from './record.js';

/** Who told a fact, the most trusted first: API call, attributes, data layer, JSON-LD. */
export type Source = 0 | 1 | 2 | 3;
export type Telling = [source: Source, type: EventType, fields: object];

/** Milliseconds that a better source has to tell the same. */
const settleMs = 1000;
/** Tellings that wait for the choice, or for the page to be read, at most. */
const heldTellings = 200;

/** What a page shows, not what is done on it: told before the choice, it still holds when the grant comes. */
export const isOfPage = (type: EventType): boolean => /^(product_view|search|cart_view|checkout_start)$/.test(type);

/**
 * One source a fact and page view: the first that is heard tells all of it. The API is heard at once, the others when a
 * better one has had its time.
 */
export function tell(core: Core, ...telling: Telling): void {
  if (!core.shownPage) {
    const isAwaited = core.granted[0] || !core.isConfirmed || !core.consentRecord.expiresAt;
    if (isAwaited && core.heldTellings.length < heldTellings) core.heldTellings.push(telling);
  } else if (!telling[0]) hear(core, ...telling);
  else {
    core.openTellings.push(telling);
    core.settleTimer ||= setTimeout(settle, settleMs, core);
  }
}

/** Takes what has been told so far as all that there is. */
export function settle(core: Core): void {
  clearTimeout(core.settleTimer);
  core.settleTimer = 0;
  for (const telling of core.openTellings.splice(0).sort(([a], [b]) => a - b)) hear(core, ...telling);
}

function hear(core: Core, ...[source, type, fields]: Telling): void {
  const fact = isOfPage(type) ? type : type + findId(fields);
  core.heardFrom[fact] = core.heardFrom[fact] ?? source;
  if (core.heardFrom[fact] === source) record(core, type, fields);
}

/** Of the order or the product that an event is about: by our name, or by one of the shop's. */
function findId(fields: object): unknown {
  const { items, line, order, refund } = fields as { items?: object[]; line?: object; order?: object; refund?: object };
  const of: Record<string, unknown> = { ...items?.[0], ...fields, ...line, ...order, ...refund };
  return of.orderId ?? of.transaction_id ?? of.productId ?? of.item_id ?? of.id ?? of.sillageId;
}
