import { expect, test } from 'vitest';
import { envelope, pageView } from '../testing/ingest-harness.js';
import { quietLogger } from '../testing/quiet-logger.js';
import { ReaderThreads, type ReaderThreadsOptions } from './reader-threads.js';

const ending = new URL('data:text/javascript,process.exit(1)');
const silent = new URL('data:text/javascript,setInterval(() => {}, 60_000)');
const start = (options: Partial<ReaderThreadsOptions>) =>
  new ReaderThreads({ threads: 1, allowLists: [], logger: quietLogger, ...options });
const job = { text: '{}', isKeyed: false };

test('what a thread had when it ended is refused, to be sent again', async () => {
  const reader = start({ entry: ending });
  const refused = { status: 'rejected', reason: { code: 'reading_failed', retryAfterSeconds: 1 } };
  for (const _ of ['at first', 'in the next thread']) {
    expect(await Promise.allSettled([reader.read(job), reader.read(job)])).toMatchObject([refused, refused]);
  }
  await reader.close();
});

test('a small body that is alone is read here; what is large waits for the thread', async () => {
  const reader = start({ entry: silent, allowLists: [['boutique', []]] });
  const read = (sdk: string) =>
    reader.read({ text: JSON.stringify({ ...envelope(), sdk, events: [pageView()] }), isKeyed: false });
  expect((await read('x')).events).toMatchObject([{ type: 'page_view' }]);
  await expect(reader.read(job)).rejects.toMatchObject({ code: 'invalid_batch', errors: expect.any(Array) });
  const waiting = read('x'.repeat(20_000)).catch(({ code }) => code);
  await new Promise(setImmediate);
  await reader.close();
  expect(await waiting).toBe('shutting_down');
});

test('what waits is bounded, and refused when its reader is closed', async () => {
  const reader = start({ entry: silent, maxWaitingCharacters: 4 });
  const waiting = Promise.allSettled([reader.read(job), reader.read(job)]);
  await expect(reader.read(job)).rejects.toMatchObject({ code: 'reading_failed' });
  await reader.close();
  const refused = { status: 'rejected', reason: { code: 'shutting_down' } };
  expect(await waiting).toMatchObject([refused, refused]);
  await expect(reader.read(job)).rejects.toMatchObject({ code: 'shutting_down' });
});
