import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { quietLogger } from '../testing/quiet-logger.js';
import { Journal } from './journal.js';
import { type EncodedRecord, readRecords, rowText } from './record.js';
import { listSegments } from './segment.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = () => Journal.open({ directory, maxBytes: 1e9, reservedBytes: 0, clock: () => 0, logger: quietLogger });
const recordOf = (row: string): EncodedRecord => ({ kind: 'event', flags: 0, partition: 202611, row });

async function rowsOf(journal: Journal): Promise<string[]> {
  const rows: string[] = [];
  for await (const { payload } of journal.readFrames(journal.start)) {
    for (const record of readRecords(payload)) rows.push(rowText(record));
  }
  return rows;
}

test('a segment that is ended goes once it is not needed, and the journal goes on behind it', async () => {
  const journal = await open();
  await journal.append([recordOf('erased')]).durable;
  await journal.endSegment();
  const { end } = journal;
  await journal.trim(end);
  expect(await rowsOf(journal)).toEqual([]);
  const files = await listSegments(directory);
  const bytes = await Promise.all(files.map(({ path }) => readFile(path)));
  expect(bytes.some((each) => each.includes('erased'))).toBe(false);
  await journal.endSegment();
  expect(await listSegments(directory)).toHaveLength(1);
  await journal.close();
  const again = await open();
  expect(again.end).toBe(end);
  await again.append([recordOf('after')]).durable;
  expect(await rowsOf(again)).toEqual(['after']);
  await again.close();
});

test('appends that come while a segment is ended are all there', async () => {
  const journal = await open();
  const rows = Array.from({ length: 60 }, (_, index) => `row ${index}`);
  const tickets = rows.map((row, index) => {
    const ticket = journal.append([recordOf(row)]);
    return index % 7 === 0 ? Promise.all([ticket.durable, journal.endSegment()]) : ticket.durable;
  });
  await Promise.all(tickets);
  expect(await rowsOf(journal)).toEqual(rows);
  await journal.close();
});
