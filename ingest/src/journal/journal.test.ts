import { mkdtemp, open as openNode, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { quietLogger } from '../testing/quiet-logger.js';
import { DirectoryLockedError } from './directory-lock.js';
import { frameHeaderBytes } from './frame.js';
import { Journal, type JournalOptions } from './journal.js';
import { copyRow, type EncodedRecord, readRecords, rowBytes, rowText } from './record.js';
import { listSegments, type OpenJournalFile, segmentHeaderBytes } from './segment.js';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const open = (options: Partial<JournalOptions> = {}) =>
  Journal.open({
    directory,
    maxBytes: 1e9,
    reservedBytes: 0,
    clock: () => 1_700_000_000_000,
    logger: quietLogger,
    ...options,
  });
const recordOf = (row: string): EncodedRecord => ({ kind: 'event', flags: 0, partition: 202611, row });

async function rowsFrom(journal: Journal, position = journal.start): Promise<string[]> {
  const rows: string[] = [];
  for await (const { payload } of journal.readFrames(position)) {
    for (const record of readRecords(payload)) rows.push(rowText(record));
  }
  return rows;
}

async function appendEach(journal: Journal, rows: readonly string[]): Promise<number[]> {
  const ends: number[] = [];
  for (const row of rows) {
    await journal.append([recordOf(row)]).durable;
    ends.push(journal.end);
  }
  return ends;
}

async function pathOfLast(): Promise<string> {
  return (await listSegments(directory)).at(-1)?.path ?? '';
}

test('what is appended while a frame is written shares the next one', async () => {
  const journal = await open();
  const tickets = ['a', 'b', 'c'].map((row) => journal.append([recordOf(row)]));
  expect(new Set(tickets.map(({ frame }) => frame)).size).toBe(1);
  await tickets[0]?.durable;
  expect(await rowsFrom(journal)).toEqual(['a', 'b', 'c']);
  await journal.close();
});

test('records come back as they were, after the journal was opened again', async () => {
  const journal = await open();
  await journal.append([{ kind: 'erasure', flags: 5, partition: 209912, row: '{"é":"😀"}' }]).durable;
  await journal.close();
  const reopened = await open();
  const frames = [];
  for await (const frame of reopened.readFrames(0)) frames.push(frame);
  const [record] = [...readRecords(frames[0]?.payload ?? Buffer.alloc(0))];
  expect(record).toMatchObject({ kind: 'erasure', flags: 5, partition: 209912 });
  expect(frames[0]?.madeAt).toBe(1_700_000_000_000);
  expect(record && rowText(record)).toBe('{"é":"😀"}');
  expect(reopened.id).toBe(journal.id);
  await reopened.close();
});

test('a head that several rows have is written once, and each row comes back with its own', async () => {
  const journal = await open();
  const [a, b] = ['{"a":"é",', '{"b":1,'];
  const heads = [a, a, undefined, a, b, a];
  const records = heads.map((head, index) => ({
    ...recordOf(`"row":${index}}`),
    ...(head === undefined ? {} : { head }),
  }));
  await journal.append(records.slice(0, 3)).durable;
  await Promise.all([journal.append(records.slice(3, 4)).durable, journal.append(records.slice(4)).durable]);
  const rows: string[] = [];
  for await (const frame of journal.readFrames(0)) {
    for (const view of readRecords(frame.payload)) {
      rows.push(rowText(view));
      const copy = Buffer.alloc(rowBytes(view));
      expect(copyRow(view, copy, 0)).toBe(copy.length);
      expect(copy.toString()).toBe(`${rowText(view)}\n`);
    }
  }
  expect(rows).toEqual(records.map(({ head = '', row }: EncodedRecord) => head + row));
  await journal.close();
});

test('a frame in the memory of a longer one before it holds its own records alone', async () => {
  const journal = await open();
  const rows = ['x'.repeat(200_000), 'short', 'y'.repeat(2_000_000), '', 'z'.repeat(70_000), 'last'];
  await appendEach(journal, rows);
  expect(await rowsFrom(journal)).toEqual(rows);
  await journal.close();
});

test('segments roll, and go when nobody needs them', async () => {
  const journal = await open({ segmentBytes: 200 });
  const rows = Array.from({ length: 20 }, (_, index) => `row ${index} ${'x'.repeat(40)}`);
  const ends = await appendEach(journal, rows);
  expect((await listSegments(directory)).length).toBeGreaterThan(5);
  expect(await rowsFrom(journal)).toEqual(rows);
  await journal.trim(ends[9] as number);
  expect(await rowsFrom(journal, ends[9])).toEqual(rows.slice(10));
  expect(journal.start).toBeGreaterThan(0);
  await journal.close();
  const reopened = await open();
  expect(await rowsFrom(reopened, ends[9])).toEqual(rows.slice(10));
  await reopened.close();
});

test('a frame larger than what is read at once is read whole', async () => {
  const journal = await open();
  const rows = ['small', 'l'.repeat(3_000_000), 'small again'];
  await appendEach(journal, rows);
  expect(await rowsFrom(journal)).toEqual(rows);
  await journal.close();
});

test('a second owner is refused, and the next one is not', async () => {
  const journal = await open();
  await expect(open()).rejects.toThrow(DirectoryLockedError);
  await journal.close();
  await (await open()).close();
});

test('a directory with a long path can be owned too', async () => {
  const long = { directory: join(directory, 'd'.repeat(120)) };
  const journal = await open(long);
  await expect(open(long)).rejects.toThrow(DirectoryLockedError);
  await journal.close();
});

describe('a torn tail', () => {
  test('is cut off wherever the last frame was cut, and the journal goes on', async () => {
    const journal = await open();
    const [kept = 0, end = 0] = await appendEach(journal, ['kept', 'torn']);
    await journal.close();
    const path = await pathOfLast();
    const whole = await readFile(path);
    for (let cut = kept; cut < end; cut += 1) {
      await writeFile(path, whole.subarray(0, segmentHeaderBytes + cut));
      const reopened = await open();
      expect(reopened.end).toBe(kept);
      await appendEach(reopened, ['next']);
      expect(await rowsFrom(reopened)).toEqual(['kept', 'next']);
      await reopened.close();
    }
  });

  test.each([
    ['zeros', Buffer.alloc(100)],
    ['garbage', Buffer.from('SLGF garbage '.repeat(20))],
  ])('of %s is cut off', async (_, tail) => {
    const journal = await open();
    await appendEach(journal, ['kept']);
    await journal.close();
    await writeFile(await pathOfLast(), tail, { flag: 'a' });
    const reopened = await open();
    expect(reopened.end).toBe(journal.end);
    await reopened.close();
  });

  test('that is only the beginning of a segment goes with it', async () => {
    const journal = await open({ segmentBytes: 100 });
    await appendEach(journal, ['kept', 'x'.repeat(100)]);
    await journal.close();
    await truncate(await pathOfLast(), segmentHeaderBytes - 1);
    const reopened = await open();
    expect(await rowsFrom(reopened)).toEqual(['kept']);
    await reopened.close();
  });
});

test('a corrupt frame with good ones behind it is quarantined, and the others are read', async () => {
  const journal = await open();
  const [first = 0, second = 0] = await appendEach(journal, ['one', 'two', 'three']);
  await journal.close();
  const file = await openNode(await pathOfLast(), 'r+');
  await file.write('!', segmentHeaderBytes + second - 2);
  await file.close();
  const reopened = await open();
  expect(await rowsFrom(reopened)).toEqual(['one', 'three']);
  expect(reopened.quarantinedBytes).toBe(second - first);
  expect(await readdir(join(directory, 'quarantine'))).toEqual([`${first}.bin`]);
  await reopened.close();
});

describe('a journal at its limit', () => {
  test('refuses, and takes again once it was trimmed', async () => {
    const journal = await open({ maxBytes: 1_000, segmentBytes: 300 });
    const appended: string[] = [];
    const fill = async () => {
      for (;;) {
        await appendEach(journal, ['x'.repeat(100)]);
        appended.push('x');
      }
    };
    await expect(fill()).rejects.toMatchObject({ code: 'journal_full', retryAfterSeconds: 5 });
    expect(appended.length).toBeGreaterThan(3);
    await journal.trim(journal.end);
    await appendEach(journal, ['after']);
    await journal.close();
  });
});

describe('a disk that fails', () => {
  interface Fault {
    method: 'write' | 'sync' | 'truncate' | 'open';
    code: string;
  }
  let faults: Fault[];
  beforeEach(() => {
    faults = [];
  });
  const failAt = (method: Fault['method']) => {
    const fault = faults.find((each) => each.method === method);
    if (fault) throw Object.assign(new Error(fault.code), { code: fault.code });
  };
  const openFile: OpenJournalFile = async (path, flags) => {
    failAt('open');
    const file = await openNode(path, flags);
    return {
      write: async (buffer, offset, length, position) => {
        if (faults.length === 0) return file.write(buffer, offset, length, position);
        // Half of it gets there first, as on a disk that fills up.
        await file.write(buffer, offset, Math.floor(length / 2), position);
        failAt('write');
        const written = await file.write(buffer, offset, length, position);
        failAt('sync');
        return written;
      },
      datasync: () => file.datasync(),
      truncate: async (length) => {
        failAt('truncate');
        await file.truncate(length);
      },
      close: () => file.close(),
    };
  };

  test.each<[string, Fault['method'][]]>([
    ['writes', ['write']],
    ['syncs', ['sync']],
    ['writes and truncation', ['write', 'truncate']],
    ['syncs and truncation', ['sync', 'truncate']],
    ['writes and new files', ['write', 'open']],
  ])('in %s loses what it refused, nothing else, and is used again when it works', async (_, methods) => {
    const journal = await open({ openFile });
    let failures = 0;
    journal.listen({ onDurable: () => undefined, onFailed: () => (failures += 1), onFull: () => undefined });
    await appendEach(journal, ['before']);
    faults = methods.map((method) => ({ method, code: 'ENOSPC' }));
    for (const row of ['refused', 'refused again']) {
      await expect(journal.append([recordOf(row)]).durable).rejects.toMatchObject({ code: 'journal_failed' });
    }
    expect(failures).toBe(2);
    faults = [];
    await appendEach(journal, ['after']);
    expect(await rowsFrom(journal)).toEqual(['before', 'after']);
    await journal.close();
    const reopened = await open();
    expect(await rowsFrom(reopened)).toEqual(['before', 'after']);
    expect(reopened.quarantinedBytes).toBe(0);
    await reopened.close();
  });

  test('fails what waited behind the failed frame as well, and only that', async () => {
    const journal = await open({ openFile });
    faults = [{ method: 'write', code: 'EIO' }];
    const first = journal.append([recordOf('first')]).durable;
    const second = new Promise((resolve) => setImmediate(resolve)).then(
      () => journal.append([recordOf('second')]).durable,
    );
    await expect(first).rejects.toMatchObject({ code: 'journal_failed' });
    await expect(second).rejects.toMatchObject({ code: 'journal_failed' });
    await expect(journal.flushed()).resolves.toBeUndefined();
    faults = [];
    await appendEach(journal, ['third']);
    expect(await rowsFrom(journal)).toEqual(['third']);
    await journal.close();
  });

  test('gives back a loaded segment that it no longer writes', async () => {
    const journal = await open({ openFile });
    await appendEach(journal, ['loaded']);
    faults = [{ method: 'write', code: 'ENOSPC' }];
    await expect(journal.append([recordOf('refused')]).durable).rejects.toThrow();
    const end = journal.end;
    await journal.trim(end);
    expect(await listSegments(directory)).toEqual([]);
    faults = [];
    await appendEach(journal, ['after']);
    expect(journal.end).toBe(end + frameHeaderBytes + 10 + 'after\n'.length);
    await journal.close();
  });
});
