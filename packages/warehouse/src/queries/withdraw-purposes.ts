import type { ClickHouse } from '../client/clickhouse.js';
import { sessionsOfEvents } from '../migrations/002-sessions.js';
import type { VisitorRef, Withdrawal } from '../warehouse.js';
import { visitorsBySite } from './visitors-by-site.js';

const theirs = 'site = {site:String} AND visitor IN {visitors:Array(UUID)}';
const until = "ts <= fromUnixTimestamp64Milli({at:Int64}, 'UTC')";
/** Held for nothing but what is withdrawn. An order from the till, or an import, stands on another basis. */
const held = "basis = 'consent' AND bitAnd(purposes, bitNot({mask:UInt8})) = 0";
const withoutMask = 'purposes = bitAnd(purposes, bitNot({mask:UInt8}))';

const unlinkOrders = `ALTER TABLE orders UPDATE
  visitor = toUUID('00000000-0000-0000-0000-000000000000'),
  session = toUUID('00000000-0000-0000-0000-000000000000'),
  customer_id = '',
  purposes = 0
WHERE ${theirs} AND ${until} AND ${held}`;

const ofEvents = [
  unlinkOrders,
  `ALTER TABLE orders UPDATE ${withoutMask} WHERE ${theirs} AND ${until} AND bitAnd(purposes, {mask:UInt8}) != 0`,
  `DELETE FROM events WHERE ${theirs} AND ${until} AND ${held}`,
  `ALTER TABLE events UPDATE ${withoutMask} WHERE ${theirs} AND ${until} AND bitAnd(purposes, {mask:UInt8}) != 0`,
];

/** Sums can't be taken back row by row: what a visitor's sessions say is made anew from the events that are left. */
const ofSessions = [
  `DELETE FROM sessions WHERE ${theirs}`,
  `INSERT INTO sessions ${sessionsOfEvents} AND ${theirs} GROUP BY site, visitor, session`,
];

const remaining = `SELECT DISTINCT toString(visitor) AS visitor_id FROM events WHERE ${theirs}`;

/** Of visitors of whom nothing is left: who they were is not kept either. */
const ofPersons = ['persons', 'customer_visitors'].map((table) => `DELETE FROM ${table} WHERE ${theirs}`);

/** See `Warehouse.withdraw`. Each statement can be run again: what was cut off is repeated whole. */
export async function withdrawPurposes(clickhouse: ClickHouse, withdrawals: readonly Withdrawal[]): Promise<void> {
  for (const { purposeMask, at, ...visitor } of withdrawals) {
    const parameters = { site: visitor.site, visitors: [visitor.visitor], mask: purposeMask, at };
    for (const sql of ofEvents) await run(clickhouse, sql, parameters);
  }
  await settle(clickhouse, withdrawals);
}

async function settle(clickhouse: ClickHouse, visitors: readonly VisitorRef[]): Promise<void> {
  for (const parameters of visitorsBySite(visitors)) {
    for (const sql of ofSessions) await run(clickhouse, sql, parameters);
    const rows = await clickhouse.rows<{ visitor_id: string }>(
      { action: 'withdraw purposes', sql: remaining },
      parameters,
    );
    const left = new Set(rows.map((row) => row.visitor_id));
    const gone = parameters.visitors.filter((visitor) => !left.has(visitor));
    if (gone.length === 0) continue;
    for (const sql of ofPersons) await run(clickhouse, sql, { site: parameters.site, visitors: gone });
  }
}

function run(clickhouse: ClickHouse, sql: string, parameters: Parameters<ClickHouse['run']>[1]): Promise<void> {
  const query = {
    action: 'withdraw purposes',
    sql,
    timeoutMs: 600_000,
    // The same sessions made twice are not a block sent twice.
    settings: { mutations_sync: '2', insert_deduplicate: 0 } as const,
  };
  return clickhouse.run(query, parameters);
}
