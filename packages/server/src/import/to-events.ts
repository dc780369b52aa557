import { deriveId } from '@sillage/ingest';
import type { CartLine, EventBase, Order, Product, SillageEvent } from '@sillage/protocol';
import { owners } from './import-map.js';
import { createOccurrenceCounter } from './occurrence.js';
import type { NumberedRow } from './read-rows.js';
import type { Refusal } from './refusals.js';
import { RowError, RowValues, type ValueReading } from './row-values.js';

export interface ImportContext extends ValueReading {
  site: string;
}

/** An event with the rows that it was made of, or why they gave none. */
export type Imported =
  | { event: SillageEvent; channel: string | undefined; rows: readonly NumberedRow[] }
  | { refusal: Refusal };

/** Each row becomes a product view; its id is made of the row, so that a second run changes nothing. */
export async function* toClicks(rows: AsyncIterable<NumberedRow>, context: ImportContext): AsyncGenerator<Imported> {
  const count = createOccurrenceCounter();
  let sequence = 0;
  for await (const row of rows) {
    sequence += 1;
    yield attempt(
      () => {
        const values = new RowValues(row, context);
        const own = values.text('id');
        const content = values.content();
        const key = own === undefined ? [...content, String(count(content.join('\u0000')))] : [own];
        const base = toBase(values, context, { id: deriveId('import', context.site, 'click', ...key), sequence });
        const topics = values.topics();
        return {
          ...base,
          type: 'product_view',
          product: toProduct(values),
          ...(topics.length > 0 && { topics }),
        };
      },
      [row],
      context,
    );
  }
}

/** Adjacent rows of one order become one purchase; an order that comes back later counts as a duplicate. */
export async function* toPurchases(rows: AsyncIterable<NumberedRow>, context: ImportContext): AsyncGenerator<Imported> {
  let open: { id: string; rows: NumberedRow[] } | undefined;
  let sequence = 0;
  for await (const row of rows) {
    const id = row.values[context.map.order?.column ?? ''] ?? '';
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

function toPurchase(rows: readonly NumberedRow[], context: ImportContext, sequence: number): Imported {
  return attempt(
    () => {
      const [first, ...others] = rows.map((row) => new RowValues(row, context));
      if (!first) throw new TypeError('an order without rows');
      const orderId = first.needed('order');
      const base = toBase(first, context, { id: deriveId('import', context.site, 'order', orderId), sequence });
      return { ...base, type: 'purchase', order: toOrder(orderId, [first, ...others]) };
    },
    rows,
    context,
  );
}

function toOrder(orderId: string, all: readonly [RowValues, ...RowValues[]]): Order {
  const [first] = all;
  const currency = first.currency();
  const lines = all.map(toLine);
  const sum = lines.reduce((total, line) => total + (line.priceMinor ?? 0) * line.quantity, 0);
  return { orderId, currency, totalMinor: first.money('total') ?? sum, lines };
}

function toLine(values: RowValues): CartLine {
  const topics = values.topics();
  return { ...toProduct(values), quantity: values.quantity(), ...(topics.length > 0 && { topics }) };
}

function toProduct(values: RowValues): Product {
  const priceMinor = values.money('price');
  const name = values.text('name');
  const brand = values.text('brand');
  return {
    productId: values.needed('item'),
    ...(name !== undefined && { name }),
    ...(brand !== undefined && { brand }),
    ...(priceMinor !== undefined && { priceMinor, currency: values.currency() }),
  };
}

function toBase(
  values: RowValues,
  { site, map }: ImportContext,
  { id, sequence }: { id: string; sequence: number },
): EventBase {
  const session = values.text('session');
  const visitor = values.text('visitor');
  const customerId = values.text('customer');
  const owner = visitor === undefined ? ['session', session ?? ''] : ['visitor', visitor];
  if (session === undefined && visitor === undefined && customerId === undefined) {
    const owner = owners.find((field) => map[field]) ?? 'customer';
    values.refuse(owner, 'empty, and nothing else says whose it is');
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

function attempt(make: () => SillageEvent, rows: readonly NumberedRow[], { map }: ImportContext): Imported {
  try {
    return { event: make(), channel: rows[0]?.values[map.channel?.column ?? ''] || undefined, rows };
  } catch (error) {
    if (error instanceof RowError) return { refusal: error.refusal };
    throw error;
  }
}
