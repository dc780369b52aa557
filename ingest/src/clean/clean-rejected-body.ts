import { cleanText, limits } from '@sillage/protocol';
import { keptIds } from './kept-ids.js';

/** Also as shops name them. Cleaning would take them for tokens; without them the event could not be replayed. */
const keptFields = new Set<string>([
  ...keptIds,
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
    const json = JSON.stringify(raw, (name, value) => (keptFields.has(name) ? value : cleanValue(value)));
    return json.slice(0, limits.eventBytes).replace(/[\ud800-\udbff]$/, '');
  } catch {
    return ''; // nested deeper than the stack: nothing that anyone would replay
  }
}

/** Names of fields are a sender's text too, and a number can be a card's. */
function cleanValue(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value === 'number') return cleanText(String(value)) === String(value) ? value : cleanText(String(value));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [cleanText(name), inner]));
}
