import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Journal } from '../../ingest/dist/journal/journal.js';

const { open } = createRequire(new URL('../../ingest/package.json', import.meta.url))('lmdb');

const quiet = { info() {}, warn: console.error, error: console.error };

/** Takes rows as `{kind, flags, partition, row}` and resolves when they are durable. */
export const stores = {
  /** Append-only segments: one write a group, which ends when it is on disk. */
  segments: async (directory) => {
    const journal = await Journal.open({ directory, maxBytes: 2 ** 40, clock: Date.now, logger: quiet });
    return { append: (rows) => journal.append(rows).durable, close: () => journal.close() };
  },

  /** lmdb as the journal: the records are values under rising keys, one transaction a group, synced before it resolves. */
  lmdb: async (directory) => {
    mkdirSync(directory, { recursive: true });
    const env = open({ path: join(directory, 'lmdb'), keyEncoding: 'uint32', encoding: 'string' });
    let next = 0;
    return { append: (rows) => putEach(env, rows, () => next++), close: () => env.close() };
  },

  /** lmdb again with one value an append: without what each record costs, but it could not be read by record. */
  'lmdb-one-value': async (directory) => {
    mkdirSync(directory, { recursive: true });
    const env = open({ path: join(directory, 'lmdb'), keyEncoding: 'uint32', encoding: 'string' });
    let next = 0;
    return { append: (rows) => env.put(next++, joined(rows)), close: () => env.close() };
  },
};

function putEach(env, rows, nextKey) {
  let last;
  for (const { row } of rows) last = env.put(nextKey(), row);
  return last;
}

function joined(rows) {
  let text = '';
  for (const { row } of rows) text += `${row}\n`;
  return text;
}
