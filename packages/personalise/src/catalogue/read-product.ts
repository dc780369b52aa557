import { readOrTell } from '@sillage/protocol';
import { catalogueProductSchema, catalogueRemovalSchema } from '@sillage/protocol/catalogue-schema';
import { type GoogleItem, googleNames, readGoogleProduct } from '@sillage/protocol/google-product';
import { type FeedEntry, type RefusedEntry, refuse } from './feed-entry.js';

export interface FeedContext {
  /** Milliseconds since 1970 UTC: which sales are on. */
  now: number;
  /** ISO 4217, where a price names none. */
  currency: string;
}

/** A line of JSON: a product, or that there is none any more. */
export function readJsonProduct(text: string, line: number, context: FeedContext): FeedEntry {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return refuse(line, 'not JSON');
  }
  if (typeof given === 'object' && given !== null && 'isRemoved' in given) {
    const removal = readOrTell(catalogueRemovalSchema, given, mostFaults);
    if ('faults' in removal) return { line, ...toId(given), errors: removal.faults };
    return { product: { id: removal.data.id, name: '' }, isRemoved: true };
  }
  return readOurs(given, line, context);
}

/** An item of a Google Merchant feed; refusals name its own attributes. */
export function readGoogleItem(item: GoogleItem, line: number, context: FeedContext): FeedEntry {
  const { product, faults } = readGoogleProduct(item, context.now);
  const entry = readOurs(product, line, context);
  if (faults.length === 0 && 'product' in entry) return entry;
  const errors = 'errors' in entry ? toGoogle(entry) : [];
  return { line, ...toId(product), errors: [...faults, ...errors].slice(0, mostFaults) };
}

const mostFaults = 10;

function readOurs(given: unknown, line: number, { currency }: FeedContext): FeedEntry {
  const read = readOrTell(catalogueProductSchema, given, mostFaults);
  if ('faults' in read) return { line, ...toId(given), errors: read.faults };
  const product = read.data;
  const isPriced = product.priceMinor !== undefined || product.marginMinor !== undefined;
  return { product: isPriced ? { currency, ...product } : product, isRemoved: false };
}

/** So that a product whose line is wrong today is still known to be in the feed. */
function toId(given: unknown): { id?: string } {
  const id = typeof given === 'object' && given !== null && 'id' in given ? given.id : undefined;
  const read = catalogueProductSchema.shape.id.safeParse(id);
  return read.success ? { id: read.data } : {};
}

function toGoogle({ errors }: RefusedEntry): RefusedEntry['errors'] {
  return errors.map(({ pointer, ...fault }) => {
    const [root = '#', field = '', ...rest] = pointer.split('/');
    return { pointer: [root, googleNames[field] ?? field, ...rest].join('/'), ...fault };
  });
}
