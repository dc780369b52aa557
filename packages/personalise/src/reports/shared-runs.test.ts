import { expect, it } from 'vitest';
import { FairQueue } from './fair-queue.js';
import { SharedRuns } from './shared-runs.js';

interface Answer {
  text: string;
}

function start({ concurrency = 2, most = 10, mostOfSite = 10 } = {}) {
  let now = 1_000;
  const runs = new SharedRuns<Answer>({
    queue: new FairQueue(concurrency),
    most,
    mostOfSite,
    weigh: () => 1,
    clock: () => now,
  });
  const begun: { key: string; signal: AbortSignal; end(text: string): void; fail(error: Error): void }[] = [];
  const ask = (key: string, { signal = new AbortController().signal, freshMs = 60_000, site = 'one' } = {}) =>
    runs.ask({
      site,
      key,
      freshMs,
      signal,
      work: (stop) =>
        new Promise((resolve, reject) => {
          begun.push({ key, signal: stop, end: (text) => resolve({ text }), fail: reject });
        }),
    });
  return {
    ask,
    begun,
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const turn = () => new Promise(setImmediate);

it('runs once for all who ask the same at once, and while the answer is fresh', async () => {
  const { ask, begun, pass } = start();
  const asked = [ask('a'), ask('a')];
  await turn();
  expect(begun).toHaveLength(1);
  begun[0]?.end('one');
  expect(await Promise.all(asked)).toEqual([
    { answer: { text: 'one' }, startedAt: 1_000 },
    { answer: { text: 'one' }, startedAt: 1_000 },
  ]);
  pass(59_999);
  expect((await ask('a')).startedAt).toBe(1_000);
  pass(1);
  const again = ask('a');
  await turn();
  begun[1]?.end('two');
  expect((await again).answer).toEqual({ text: 'two' });
});

it('does not keep what must not be kept, nor what failed', async () => {
  const { ask, begun } = start();
  const first = ask('a', { freshMs: 0 });
  await turn();
  begun[0]?.end('one');
  await first;
  const second = ask('a');
  await turn();
  begun[1]?.fail(new Error('away'));
  await expect(second).rejects.toThrow('away');
  const third = ask('a');
  await turn();
  begun[2]?.end('three');
  expect((await third).answer).toEqual({ text: 'three' });
});

it('aborts a run when the last who waits for it is gone, and not before', async () => {
  const { ask, begun } = start();
  const [one, other] = [new AbortController(), new AbortController()];
  const asked = [ask('a', { signal: one.signal }), ask('a', { signal: other.signal })];
  const told = Promise.allSettled(asked);
  await turn();
  one.abort(new Error('gone'));
  await expect(asked[0]).rejects.toThrow('gone');
  expect(begun[0]?.signal.aborted).toBe(false);
  other.abort(new Error('gone too'));
  await expect(asked[1]).rejects.toThrow('gone too');
  expect(begun[0]?.signal.aborted).toBe(true);
  await told;
});

it('lets so many run at once, and one that is not wanted any more never begins', async () => {
  const { ask, begun } = start({ concurrency: 1 });
  const gone = new AbortController();
  const first = ask('a');
  const second = ask('b', { signal: gone.signal });
  const third = ask('c');
  gone.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  await turn();
  expect(begun.map(({ key }) => key)).toEqual(['a']);
  begun[0]?.end('one');
  await first;
  await turn();
  expect(begun.map(({ key }) => key)).toEqual(['a', 'c']);
  begun[1]?.end('three');
  await third;
});

it('turns away what a site asks beyond its share, until a run of it has ended', async () => {
  const { ask, begun } = start({ concurrency: 1, mostOfSite: 2 });
  const gone = new AbortController();
  const kept = [ask('a'), ask('a')];
  const second = ask('b', { signal: gone.signal });
  await expect(ask('c')).rejects.toMatchObject({ code: 'rate_limited', retryAfterSeconds: 1 });
  const elsewhere = ask('d', { site: 'two' });
  gone.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  await turn();
  const third = ask('c');
  for (const [index, key] of ['a', 'd', 'c'].entries()) {
    await turn();
    expect(begun[index]?.key).toBe(key);
    begun[index]?.end(key);
  }
  await Promise.all([...kept, elsewhere, third]);
});

it('begins a run of the site that has the fewest, before those that wait longer', async () => {
  const { ask, begun } = start({ concurrency: 1 });
  const asked = [...['a', 'b', 'c'].map((key) => ask(key)), ask('d', { site: 'two' })];
  for (const index of asked.keys()) {
    await turn();
    begun[index]?.end('told');
  }
  await Promise.all(asked);
  expect(begun.map(({ key }) => key)).toEqual(['a', 'd', 'b', 'c']);
});

it('begins the runs of a site in the order in which they were asked, however many are asked after them', async () => {
  const { ask, begun } = start({ mostOfSite: 100 });
  const asked = Array.from({ length: 12 }, (_, index) => ask(String(index)));
  for (let done = 0; done < 30; done++) {
    await turn();
    begun[done]?.end('told');
    // half of them are done when somebody else of the site begins to ask
    if (done >= 6) asked.push(ask(String(asked.length)));
  }
  expect(begun.slice(0, 30).map(({ key }) => key)).toEqual(Array.from({ length: 30 }, (_, index) => String(index)));
  await turn();
  for (const { end } of begun) end('told');
});

it('begins what waits though other sites ask anew as soon as they are told', async () => {
  const { ask, begun } = start({ concurrency: 1 });
  const first = [ask('a'), ask('b')];
  const sites = ['two', 'three', 'four'];
  for (const site of sites) void ask(`${site} 0`, { site });
  for (let done = 0; done < 6; done++) {
    await turn();
    const { key, end } = begun[done] ?? {};
    end?.('told');
    await turn();
    const [site = '', count] = (key ?? '').split(' ');
    if (count !== undefined) void ask(`${site} ${Number(count) + 1}`, { site });
  }
  expect(begun.map(({ key }) => key).indexOf('b')).toBe(4);
  await first[0];
  await first[1];
});

it('begins anew for who asks after a run was given up', async () => {
  const { ask, begun } = start();
  const gone = new AbortController();
  const first = ask('a', { signal: gone.signal });
  await turn();
  gone.abort(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  const second = ask('a');
  await turn();
  begun[1]?.end('two');
  expect((await second).answer).toEqual({ text: 'two' });
  await expect(ask('a', { signal: gone.signal })).rejects.toThrow('gone');
});

it('forgets what was asked longest ago where too much is kept', async () => {
  const { ask, begun } = start({ most: 1 });
  for (const key of ['a', 'b', 'a']) {
    const asked = ask(key);
    await turn();
    begun.at(-1)?.end(key);
    await asked;
  }
  expect(begun.map(({ key }) => key)).toEqual(['a', 'b', 'a']);
});
