import { deriveId } from '@sillage/ingest';
import type { CartLine, EventBase, Order, Product, SillageEvent } from '@sillage/protocol';
import type { ImportMap } from './import-map.js';
import { createOccurrenceCounter } from './occurrence.js';
import type { Row } from './read-rows.js';
import { RowError, RowValues } from './row-values.js';

export interface ImportContext {
  site: string;
  /** ISO 4217, where a row names none. */
  currency: string;
  map: ImportMap;
}

/** An event, or why a row gave none. */
export type Imported = { event: SillageEvent; channel: string | undefined } | { problem: string };

/** Each row becomes a product view; its id is made of the row, so that a second run changes nothing. */
export async function* toClicks(rows: AsyncIterable<Row>, context: ImportContext): AsyncGenerator<Imported> {
  const count = createOccurrenceCounter();
  let sequence = 0;
  for await (const row of rows) {
    sequence += 1;
    yield attempt(
      () => {
        const values = new RowValues(row, context.map);
        const own = values.text('id');
        const content = values.content();
        const key = own === undefined ? [...content, String(count(content.join('\u0000')))] : [own];
        const base = toBase(values, context, { id: deriveId('import', context.site, 'click', ...key), sequence });
        const topics = values.topics();
        return {
          ...base,
          type: 'product_view',
          product: toProduct(values, context),
          ...(topics.length > 0 && { topics }),
        };
      },
      row[context.map.channel?.column ?? ''],
    );
  }
}

/** Adjacent rows of one order become one purchase; an order that comes back later counts as a duplicate. */
export async function* toPurchases(rows: AsyncIterable<Row>, context: ImportContext): AsyncGenerator<Imported> {
  let open: { id: string; rows: Row[] } | undefined;
  let sequence = 0;
  for await (const row of rows) {
    const id = row[context.map.order?.column ?? ''] ?? '';
    if (open && open.id !== id) {
      sequence += 1;
      yield toPurchase(open.rows, context, sequence);
      open = undefined;
    }
    open ??= { id, rows: [] };
    open.rows.push(row);
  }
  if (open) yield toPurchase(open.rows, context, sequence + 1);
}

function toPurchase(rows: readonly Row[], context: ImportContext, sequence: number): Imported {
  return attempt(
    () => {
      const all = rows.map((row) => new RowValues(row, context.map));
      const [first] = all;
      if (!first) throw new RowError('order is empty');
      const orderId = first.needed('order');
      const base = toBase(first, context, { id: deriveId('import', context.site, 'order', orderId), sequence });
      return { ...base, type: 'purchase', order: toOrder(orderId, all, context) };
    },
    rows[0]?.[context.map.channel?.column ?? ''],
  );
}

function toOrder(orderId: string, all: readonly RowValues[], context: ImportContext): Order {
  const currency = all[0]?.text('currency') ?? context.currency;
  const lines = all.map((values) => toLine(values, context));
  const sum = lines.reduce((total, line) => total + (line.priceMinor ?? 0) * line.quantity, 0);
  return { orderId, currency, totalMinor: all[0]?.money('total', currency) ?? sum, lines };
}

function toLine(values: RowValues, context: ImportContext): CartLine {
  const topics = values.topics();
  return { ...toProduct(values, context), quantity: values.quantity(), ...(topics.length > 0 && { topics }) };
}

function toProduct(values: RowValues, context: ImportContext): Product {
  const currency = values.text('currency') ?? context.currency;
  const priceMinor = values.money('price', currency);
  const name = values.text('name');
  const brand = values.text('brand');
  return {
    productId: values.needed('item'),
    ...(name !== undefined && { name }),
    ...(brand !== undefined && { brand }),
    ...(priceMinor !== undefined && { priceMinor, currency }),
  };
}

function toBase(
  values: RowValues,
  { site }: ImportContext,
  { id, sequence }: { id: string; sequence: number },
): EventBase {
  const session = values.text('session');
  const visitor = values.text('visitor');
  const customerId = values.text('customer');
  const owner = visitor === undefined ? ['session', session ?? ''] : ['visitor', visitor];
  if (session === undefined && visitor === undefined && customerId === undefined) {
    throw new RowError('session, visitor and customer are empty');
  }
  return {
    id,
    occurredAt: values.time(),
    clockOffsetMs: 0,
    tab: '', // the rows' times stand for themselves: a tab would keep them in the file's order
    sequence,
    pageViewId: id,
    ...(customerId === undefined ? { visitorId: deriveId('import', site, ...owner) } : { customerId }),
    ...(session !== undefined && { sessionId: deriveId('import', site, 'session', session) }),
  };
}

function attempt(make: () => SillageEvent, channel: string | undefined): Imported {
  try {
    return { event: make(), channel: channel || undefined };
  } catch (error) {
    if (error instanceof RowError) return { problem: error.message };
    throw error;
  }
}
