import type { LoadedTable } from '@sillage/warehouse';
import { copyRow, type RecordKind, type RecordView, recordFlags, rowBytes } from '../journal/record.js';
import type { Intent, JournalPlace } from './loader-state.js';
import { fromRuns } from './loader-state.js';

const tableOf: Partial<Record<RecordKind, LoadedTable>> = {
  event: 'events',
  consent: 'consents',
  person: 'persons',
  rejection: 'rejected_events',
  change: 'person_changes',
  choice: 'customer_choices',
};

/** Rows of one table and partition, under the token that says exactly which rows they are. */
export interface PendingBlock {
  table: LoadedTable;
  token: string;
  records: readonly RecordView[];
}

/**
 * The range's rows by table and partition, without those that were dropped; within a block in the journal's order.
 * A row whose token is among the refused stands alone.
 */
export function toBlocks(records: readonly RecordView[], intent: Intent, journalId: string): PendingBlock[] {
  const dropped = fromRuns(intent.dropped);
  const refused = new Set(intent.refused);
  const blocks = new Map<string, PendingBlock & { records: RecordView[] }>();
  for (const [index, record] of records.entries()) {
    const table = tableOf[record.kind];
    if (table === undefined || dropped.has(index) || record.flags & recordFlags.heard) continue;
    const rowToken = tokenOfRow(intent, journalId, index);
    const name = `${table}:${record.partition}`;
    const token = refused.has(rowToken) ? rowToken : tokenOf(intent, journalId, name);
    const block = blocks.get(token);
    if (block) block.records.push(record);
    else blocks.set(token, { table, token, records: [record] });
  }
  return [...blocks.values()];
}

/** What a row that must not be loaded is refused under. */
export function tokenOfRow(range: Pick<Intent, 'from' | 'to'>, journalId: string, index: number): string {
  return tokenOf(range, journalId, `row:${index}`);
}

function tokenOf({ from, to }: Pick<Intent, 'from' | 'to'>, journalId: string, name: string): string {
  return `${journalId}:${placeText(from)}-${placeText(to)}:${name}`;
}

/** The rows as ClickHouse gets them. */
export function rowsOf(records: readonly RecordView[]): Buffer {
  let length = 0;
  for (const record of records) length += rowBytes(record);
  const rows = Buffer.allocUnsafe(length);
  let offset = 0;
  for (const record of records) offset = copyRow(record, rows, offset);
  return rows;
}

function placeText({ frame, record }: JournalPlace): string {
  return record === 0 ? `${frame}` : `${frame}.${record}`;
}
