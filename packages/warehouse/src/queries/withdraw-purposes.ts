import { purposeBits } from '@sillage/protocol';
import type { ClickHouse, Parameters } from '../client/clickhouse.js';
import { currentFacts } from '../migrations/010-complaints.js';
import { currentSessions } from '../migrations/021-session-carts.js';
import type { Withdrawal } from '../warehouse.js';
import { visitorsOfCustomer } from './visitors-of-customer.js';

const theirs = 'site = {site:String} AND visitor IN {visitors:Array(UUID)}';
/** Each visitor's rows up to that visitor's own withdrawal. */
const concerned = `${theirs}
  AND ts <= fromUnixTimestamp64Milli({ats:Array(Int64)}[indexOf({visitors:Array(UUID)}, visitor)], 'UTC')`;
/** Held for nothing but what is withdrawn. An order from the till, or an import, stands on another basis. */
const held = "basis = 'consent' AND bitAnd(purposes, bitNot({mask:UInt8})) = 0";
const marked = 'bitAnd(purposes, {mask:UInt8}) != 0';
/** What stays for measurement alone names no customer. */
const unmark = `purposes = bitAnd(purposes, bitNot({mask:UInt8})),
  customer_id = if(basis = 'consent' AND bitAnd({mask:UInt8}, ${purposeBits.personalisation}) != 0, '', customer_id)`;

/** A mutation looks at every part, whatever it finds: one point query tells whether it is needed. */
const survey = `SELECT countIf(${held}) > 0 AS has_held, countIf(${marked} AND NOT (${held})) > 0 AS has_marked
FROM events WHERE ${concerned}`;

/** An order is the shop's record of a sale: see erase-visitors. */
const unlinkOrders = `ALTER TABLE orders UPDATE
  visitor = toUUID('00000000-0000-0000-0000-000000000000'),
  session = toUUID('00000000-0000-0000-0000-000000000000'),
  customer_id = '',
  purposes = 0
WHERE ${concerned} AND ${held}`;
const unmarkOrders = `ALTER TABLE orders UPDATE ${unmark} WHERE ${concerned} AND ${marked}`;
const deleteHeld = `DELETE FROM events WHERE ${concerned} AND ${held}`;
const unmarkEvents = `ALTER TABLE events UPDATE ${unmark} WHERE ${concerned} AND ${marked}`;

/** Sums can't be taken back row by row: what is said of a visitor's sessions is made anew from the events that are left. */
const remakeSessions = [
  `DELETE FROM sessions WHERE ${theirs}`,
  `INSERT INTO sessions ${currentSessions} AND ${theirs} GROUP BY site, visitor, session`,
  `DELETE FROM session_facts WHERE ${theirs}`,
  `DELETE FROM facts_by_kind WHERE ${theirs}`,
  `INSERT INTO session_facts ${currentFacts(`AND ${theirs}`)}`,
];

const remaining = `SELECT DISTINCT toString(visitor) AS visitor_id FROM events WHERE ${theirs}`;

/** Of visitors of whom nothing is left: who they were is not kept either, nor what was refused of theirs. */
const forgetVisitors = ['persons', 'customer_visitors', 'rejected_events'].map(
  (table) => `DELETE FROM ${table} WHERE ${theirs}`,
);

/** Visitors of one run: what ClickHouse takes as a parameter is bounded. */
const groupSize = 500;

/** Withdrawals of one site and one set of purposes: what one run of the statements can treat together. */
interface Group extends Parameters {
  site: string;
  mask: number;
  visitors: string[];
  ats: number[];
}

const action = 'withdraw purposes';

/** See `Warehouse.withdraw`. Each statement can be run again: what was cut off is repeated whole. */
export async function withdrawPurposes(clickhouse: ClickHouse, withdrawals: readonly Withdrawal[]): Promise<void> {
  for (const group of toGroups(await withOtherDevices(clickhouse, withdrawals))) {
    const [found] = await clickhouse.rows<{ has_held: number; has_marked: number }>({ action, sql: survey }, group);
    await run(clickhouse, unlinkOrders, group);
    await run(clickhouse, unmarkOrders, group);
    if (found?.has_held) await run(clickhouse, deleteHeld, group);
    if (found?.has_marked) await run(clickhouse, unmarkEvents, group);
    for (const sql of remakeSessions) await run(clickhouse, sql, group);
    await forgetWhoIsGone(clickhouse, group);
  }
}

/** A customer's withdrawal is of each of their devices. */
async function withOtherDevices(clickhouse: ClickHouse, withdrawals: readonly Withdrawal[]): Promise<Withdrawal[]> {
  const all: Withdrawal[] = [];
  for (const withdrawal of withdrawals) {
    all.push(withdrawal);
    const { site, customerIds = [], visitor } = withdrawal;
    if (customerIds.length === 0) continue;
    const { linked } = await visitorsOfCustomer(clickhouse, site, customerIds);
    for (const other of linked) if (other !== visitor) all.push({ ...withdrawal, visitor: other });
  }
  return all;
}

async function forgetWhoIsGone(clickhouse: ClickHouse, { site, visitors }: Group): Promise<void> {
  const rows = await clickhouse.rows<{ visitor_id: string }>({ action, sql: remaining }, { site, visitors });
  const left = new Set(rows.map((row) => row.visitor_id));
  const gone = visitors.filter((visitor) => !left.has(visitor));
  if (gone.length === 0) return;
  for (const sql of forgetVisitors) await run(clickhouse, sql, { site, visitors: gone });
}

function toGroups(withdrawals: readonly Withdrawal[]): Group[] {
  const full: Group[] = [];
  const groups = new Map<string, Group>();
  for (const { site, visitor, purposeMask: mask, at } of withdrawals) {
    const key = `${mask} ${site}`;
    const open = groups.get(key);
    if (open?.visitors.length === groupSize) full.push(open);
    const group = open && open.visitors.length < groupSize ? open : { site, mask, visitors: [], ats: [] };
    groups.set(key, group);
    const known = group.visitors.indexOf(visitor);
    if (known === -1) {
      group.visitors.push(visitor);
      group.ats.push(at);
    } else {
      group.ats[known] = Math.max(at, group.ats[known] ?? 0);
    }
  }
  return [...full, ...groups.values()];
}

function run(clickhouse: ClickHouse, sql: string, parameters: Parameters): Promise<void> {
  // The same sessions made twice are not a block sent twice.
  const settings = { mutations_sync: '2', insert_deduplicate: 0 } as const;
  return clickhouse.run({ action, sql, timeoutMs: 600_000, settings }, parameters);
}
