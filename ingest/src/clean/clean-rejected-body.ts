import { cleanText, limits } from '@sillage/protocol';

/** Their values are ids, which cleaning would take for tokens; without them the event could not be replayed. */
const keptFields = new Set([
  'id',
  'type',
  'pageViewId',
  'sessionId',
  'decisionId',
  'customerId',
  'orderId',
  'offerId',
  'productId',
  'productID',
  'item_id',
  'sku',
  'transaction_id',
  'sillageId',
  'sillageView',
  'key',
]);

/** The JSON of a refused event, cleaned and cut to the size that an event may have; empty when it has no JSON. */
export function cleanRejectedBody(raw: unknown): string {
  try {
    const json = JSON.stringify(raw, (name, value) =>
      typeof value === 'string' && !keptFields.has(name) ? cleanText(value) : value,
    );
    return json.slice(0, limits.eventBytes).replace(/[\ud800-\udbff]$/, '');
  } catch {
    return ''; // nested deeper than the stack: nothing that anyone would replay
  }
}
