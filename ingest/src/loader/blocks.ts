import type { LoadedTable } from '@sillage/warehouse';
import type { RecordKind, RecordView } from '../journal/record.js';
import type { Intent, JournalPlace } from './loader-state.js';
import { fromRuns } from './loader-state.js';

const tableOf: Partial<Record<RecordKind, LoadedTable>> = {
  event: 'events',
  consent: 'consents',
  person: 'persons',
  rejection: 'rejected_events',
};

/** Rows of one table and partition, under the token that says exactly which rows they are. */
export interface PendingBlock {
  table: LoadedTable;
  token: string;
  records: readonly RecordView[];
}

/** The range's rows by table and partition, without those that were dropped; within a block in the journal's order. */
export function toBlocks(records: readonly RecordView[], intent: Intent, journalId: string): PendingBlock[] {
  const dropped = fromRuns(intent.dropped);
  const blocks = new Map<string, PendingBlock & { records: RecordView[] }>();
  for (const [index, record] of records.entries()) {
    const table = tableOf[record.kind];
    if (table === undefined || dropped.has(index)) continue;
    const name = `${table}:${record.partition}`;
    const block = blocks.get(name);
    if (block) block.records.push(record);
    else {
      const token = `${journalId}:${placeText(intent.from)}-${placeText(intent.to)}:${name}`;
      blocks.set(name, { table, token, records: [record] });
    }
  }
  return [...blocks.values()];
}

/** The rows as ClickHouse gets them. */
export function rowsOf(records: readonly RecordView[]): Buffer {
  let length = 0;
  for (const { start, end } of records) length += end - start;
  const rows = Buffer.allocUnsafe(length);
  let offset = 0;
  for (const { buffer, start, end } of records) offset += buffer.copy(rows, offset, start, end);
  return rows;
}

function placeText({ frame, record }: JournalPlace): string {
  return record === 0 ? `${frame}` : `${frame}.${record}`;
}
