import { randomUUID } from 'node:crypto';
import { toPersonChangeRow } from '../rows/person-rows.js';
import { toPersonRow, toRejectionRow } from '../rows/record-rows.js';
import type { StoredEvent } from '../stored-event.js';
import type { LoadedTable } from '../warehouse.js';
import { shoppingTrip } from './shopping-trip.js';
import { noon, toBlock, toLines } from './stored.js';
import type { Target } from './targets.js';

/** The shop in whose rows tests leave something of somebody. */
export const site = 'shop';
export const later = noon + 40 * 86_400_000;

export function leaveRow({ warehouse }: Target, table: LoadedTable, row: string): Promise<void> {
  return warehouse.insert({ table, token: randomUUID(), rows: toLines([row]) });
}

/** Both visits of the trip. */
export async function leaveTrip({ warehouse }: Target, who: string, over: Partial<StoredEvent> = {}): Promise<void> {
  const { first, second } = shoppingTrip(who, over);
  await warehouse.insert(toBlock(first));
  await warehouse.insert(toBlock(second));
}

export function leaveLink(target: Target, link: { visitor: string; customerId: string; at?: number }): Promise<void> {
  const { visitor, customerId, at: linkedAt = noon } = link;
  return leaveRow(target, 'persons', toPersonRow({ site, visitor, customerId, proof: 'key', linkedAt }));
}

export function leaveMerge(target: Target, customerId: string, intoCustomerId: string): Promise<void> {
  const change = { changeId: randomUUID(), site, customerId, intoCustomerId, changedAt: noon };
  return leaveRow(target, 'person_changes', toPersonChangeRow({ ...change, changedBy: 'ana', reason: 'two accounts' }));
}

/** An event of the visitor that was not stored, in which the customer is named. */
export function leaveRefusal(target: Target, visitor: string, customerId: string): Promise<void> {
  const body = JSON.stringify({ type: 'dance', customerId });
  const told = { reason: 'unknown_type', detail: '', channel: 'web', sdk: 'test', eventId: '', body, events: 1 };
  return leaveRow(target, 'rejected_events', toRejectionRow({ site, visitor, receivedAt: later, ...told }));
}

/** Names of the tables in which any column of any row holds the text. */
export async function tablesHolding({ clickhouse }: Target, text: string): Promise<string[]> {
  const tables = await clickhouse.rows<{ name: string }>({
    action: 'list',
    sql: `SELECT name FROM system.tables WHERE database = currentDatabase() AND engine LIKE '%MergeTree' ORDER BY name`,
  });
  const holding = [];
  for (const { name } of tables) {
    const sql = `SELECT count() > 0 AS holds FROM ${name} WHERE position(formatRowNoNewline('JSONEachRow', *), {text:String}) > 0`;
    const [row] = await clickhouse.rows<{ holds: number }>({ action: 'search', sql }, { text });
    if (row?.holds) holding.push(name);
  }
  return holding;
}
