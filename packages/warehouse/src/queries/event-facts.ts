import type { ClickHouse } from '../client/clickhouse.js';
import { fromSeconds } from '../client/time.js';
import { toFacts } from '../rows/event-facts.js';
import type { FactColumns } from '../rows/fact-columns.js';
import type { SessionFact } from '../session-fact.js';
import type { SessionRef } from '../warehouse.js';

const columns = [
  'id',
  'ts',
  'type',
  'purposes',
  'is_internal',
  'channel',
  'device',
  'country',
  'customer_id',
  'path',
  'topics',
  'attention_ms',
  'product_id',
  'brand',
  'price_minor',
  'currency',
  'quantity',
  'search_query',
  'result_count',
  'order_id',
  'offer_id',
  'name',
  'properties',
] as const;

type Row = Omit<FactColumns, 'ts' | 'price_minor'> & { id: string; ts: string; price_minor: string | null };

/** See `Warehouse.sessionFacts`: event by event, for a session of which part is in memory and may be stored too. */
export async function eventFacts(clickhouse: ClickHouse, ref: SessionRef): Promise<Map<string, SessionFact[]>> {
  const { site, visitor, sessionId, from } = ref;
  const tuples = await clickhouse.tuples<unknown[]>(
    {
      action: 'read the facts of a session',
      sql: `SELECT ${columns.join(', ')} FROM events
WHERE site = {site:String} AND visitor = {visitor:UUID} AND session = {sessionId:UUID} AND ts >= {from:DateTime64(3, 'UTC')} AND NOT is_bot
LIMIT 20000`,
    },
    { site, visitor, sessionId, from: (from / 1000).toFixed(3) },
  );
  const byId = new Map<string, SessionFact[]>();
  for (const tuple of tuples) {
    const row = Object.fromEntries(columns.map((column, index) => [column, tuple[index]])) as unknown as Row;
    byId.set(row.id, toFacts(toColumns(row, visitor, sessionId)));
  }
  return byId;
}

function toColumns({ ts, price_minor: price, ...row }: Row, visitor: string, session: string): FactColumns {
  const columns = { ...row, visitor, session, ts: fromSeconds(ts) };
  return price === null ? columns : { ...columns, price_minor: Number(price) };
}
