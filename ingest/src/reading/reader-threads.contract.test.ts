import { afterEach, expect, test } from 'vitest';
import { envelope, orderOf, pageView } from '../testing/ingest-harness.js';
import { quietLogger } from '../testing/quiet-logger.js';
import type { ReadBatch, ReadJob } from './read-batch.js';
import { createInlineReader, type Reader } from './reader.js';
import { ReaderThreads } from './reader-threads.js';

const allowList = ['page'];
let reader: Reader | undefined;
afterEach(() => reader?.close());

function startThreads(threads: number): Reader {
  const entry = new URL('../../test/reader-thread-that-dies.mjs', import.meta.url);
  // without the conditions by which tests find sources: a thread runs what was built
  const execArgv: string[] = [];
  reader = new ReaderThreads({ threads, allowLists: [['boutique', allowList]], logger: quietLogger, entry, execArgv });
  return reader;
}

const jobOf = (events: unknown[], batch: object = {}, isKeyed = false): ReadJob => ({
  text: JSON.stringify({ ...envelope(), ...batch, events }),
  isKeyed,
});

/** Offsets depend on what else is in a message; what stands there does not. */
const told = ({ envelope, events, tailStart, tails }: ReadBatch) => {
  let start = tailStart;
  const all = events.map((event) => {
    if ('refused' in event) return event;
    const tail = Buffer.from(tails.subarray(start, event.tailEnd)).toString();
    start = event.tailEnd;
    return { ...event, tailEnd: 0, tail };
  });
  return { envelope, events: all };
};

const jobs: ReadJob[] = [
  jobOf([pageView({ path: '/é?page=2&sort=up', title: 'jo@shop.example' }), pageView({ path: 7 }), pageView()]),
  jobOf([pageView({ type: 'teleport' }), 'x', pageView({ type: 'identify', customerId: 'c', expiresAt: 1 })]),
  jobOf(
    [
      { type: 'purchase', order: orderOf() },
      { type: 'custom', name: 'call', key: 'k' },
    ],
    { channel: 'till' },
    true,
  ),
  jobOf([pageView({ sessionId: pageView().id })], { import: { id: pageView().id, keepForEver: true } }, true),
  jobOf([pageView()], { site: 'elsewhere' }),
  jobOf([], {}),
  { text: '{"site":', isKeyed: false },
];

test.each([1, 2])('%d threads read what this one reads', async (threads) => {
  const inThreads = startThreads(threads);
  const inline = createInlineReader((site) => (site === 'boutique' ? allowList : undefined));
  const all = Array.from({ length: 20 }, () => jobs).flat();
  const readAll = (by: Reader) => Promise.all(all.map((job) => by.read(job).then(told, (problem) => problem)));
  expect(await readAll(inThreads)).toEqual(await readAll(inline));
});

test('a thread that dies is replaced: what it had is refused, and what comes next is read', async () => {
  const inThreads = startThreads(1);
  const job = jobOf([pageView()]);
  const dying = [inThreads.read(job), inThreads.read({ text: 'die', isKeyed: false })];
  const refused = { status: 'rejected', reason: { code: 'reading_failed' } };
  expect(await Promise.allSettled(dying)).toMatchObject([refused, refused]);
  const next = await Promise.all([inThreads.read(job), inThreads.read(job)]);
  expect(next).toMatchObject([{ events: [{ type: 'page_view' }] }, { events: [{ type: 'page_view' }] }]);
});
