import { WarehouseError } from '@sillage/warehouse';
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { MemoryProducts } from '../testing/memory-products.js';
import { openCatalogueNode } from '../testing/open-catalogue.js';
import { openCatalogues } from './catalogue-copy.js';

const now = Date.UTC(2026, 5, 1);

interface Told {
  name: string;
  isAvailable: boolean;
}
type Line = { id: string; name: string; stock: number } | { id: string; isRemoved: true } | { id: string } | '{';
type Step =
  | { kind: 'put'; node: number; lines: Line[]; isReplacing: boolean }
  | { kind: 'delete'; node: number; id: string }
  | { kind: 'refresh'; node: number }
  | { kind: 'wait'; ms: number }
  | { kind: 'away'; is: boolean };

const id = fc.constantFrom('a', 'b', 'c', 'd');
const node = fc.constantFrom(0, 1);
const line: fc.Arbitrary<Line> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ id, name: fc.constantFrom('x', 'y', 'z'), stock: fc.constantFrom(0, 1) }) },
  { weight: 2, arbitrary: fc.record({ id, isRemoved: fc.constant(true as const) }) },
  { weight: 2, arbitrary: fc.record({ id }) },
  { weight: 1, arbitrary: fc.constant('{' as const) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      node,
      lines: fc.array(line, { maxLength: 6 }),
      isReplacing: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), node, id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refresh' as const), node }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 60_000, 301_000, 700_000) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('away' as const), is: fc.boolean() }) },
);

/** What a feed should make of what stood. */
function expectAfter(before: ReadonlyMap<string, Told>, lines: readonly Line[], isReplacing: boolean) {
  const after = new Map(before);
  const accepted = new Set<string>();
  const inFeed = new Set<string>();
  for (const one of lines) {
    if (one === '{') continue;
    if ('isRemoved' in one) after.delete(one.id);
    else inFeed.add(one.id);
    if ('name' in one) {
      accepted.add(one.id);
      after.set(one.id, { name: one.name, isAvailable: one.stock > 0 });
    }
  }
  if (isReplacing && accepted.size > 0 && !lines.includes('{')) {
    for (const known of after.keys()) if (!inFeed.has(known)) after.delete(known);
  }
  return after;
}

it('is on every node what the feeds made of it, whatever came between', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const warehouse = new MemoryProducts();
      let at = now;
      const nodes = [0, 1].map(() => openCatalogueNode({ warehouse, clock: () => at }));
      const nodeOf = (index: number) => nodes[index] as (typeof nodes)[number];
      let model = new Map<string, Told>();
      for (const one of steps) {
        at += 10;
        if (one.kind === 'away') warehouse.isAway = one.is;
        if (one.kind === 'wait') warehouse.now += one.ms;
        if (one.kind === 'refresh')
          await nodeOf(one.node)
            .catalogues.refresh()
            .catch(() => undefined);
        if (one.kind === 'put') {
          const reply = await nodeOf(one.node).put(one.lines, one.isReplacing ? '?replace=true' : '');
          // all of these feeds are of one batch: it is written whole or not at all
          if (reply.status !== 503) model = expectAfter(model, one.lines, one.isReplacing);
          else expect(warehouse.isAway).toBe(true);
        }
        if (one.kind === 'delete') {
          const { status } = await nodeOf(one.node).ask('DELETE', `/v1/catalogue/${one.id}`);
          expect(status).toBe(warehouse.isAway ? 503 : model.has(one.id) ? 204 : 404);
          if (status === 204) model.delete(one.id);
        }
      }
      warehouse.isAway = false;
      for (const { catalogues, catalogue } of nodes) {
        await catalogues.refresh();
        const told = [...catalogue().products()].map(
          ({ id, name, isAvailable }) => [id, { name, isAvailable }] as const,
        );
        expect(new Map(told)).toEqual(model);
      }
    }),
    { numRuns: 150 },
  );
});

function startLogged(warehouse: MemoryProducts, mostProducts?: number) {
  const logged: string[] = [];
  const write = (text: string) => logged.push((JSON.parse(text) as { msg: string }).msg);
  const turns: { ms: number; go(): void }[] = [];
  const wait = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      turns.push({ ms, go: resolve });
      signal.addEventListener('abort', () => resolve());
    });
  const copy = openCatalogues({
    warehouse,
    sites: [{ id: 'shop' }],
    everyMs: 3_000,
    learnEveryMs: 600_000,
    wait,
    clock: () => now,
    logger: pino({ level: 'info' }, { write }),
    ...(mostProducts !== undefined && { mostProducts }),
  });
  const turn = async (ms: number) => {
    const index = turns.findIndex((one) => one.ms === ms);
    for (const { go } of turns.splice(index, 1)) go();
    await expect.poll(() => turns.some((one) => one.ms === ms)).toBe(true);
  };
  return { copy, logged, turns, turn };
}

const change = { site: 'shop', tookMs: 0, accepted: 1, refused: 0, removed: 0, isReplaced: false };
const put = async (warehouse: MemoryProducts, ids: readonly string[], revision: number) => {
  const changes = ids.map((id) => ({ product: { id, name: id }, revision, isRemoved: false }));
  await warehouse.putProducts('shop', changes, now);
  await warehouse.noteCatalogueChange(change);
};

it('stands as last read while ClickHouse is away, says so once, and goes on', async () => {
  const warehouse = new MemoryProducts();
  await put(warehouse, ['a'], 1);
  const { copy, logged, turns, turn } = startLogged(warehouse);
  await expect.poll(() => turns.length).toBe(2);
  expect(copy.isLoaded()).toBe(true);
  warehouse.isAway = true;
  await turn(3_000);
  await turn(3_000);
  await expect(copy.refresh()).rejects.toBeInstanceOf(WarehouseError);
  expect(copy.of('shop').has('a')).toBe(true);
  warehouse.isAway = false;
  await put(warehouse, ['b'], 2);
  await turn(3_000);
  expect(copy.of('shop').has('b')).toBe(true);
  expect(logged).toEqual(['the catalogue could not be read; the last stands', 'the catalogue is read again']);
  copy.close();
});

it('holds no more products than it may, and says what it leaves out', async () => {
  const warehouse = new MemoryProducts();
  await put(warehouse, ['a', 'b', 'c'], 1);
  const { copy, logged } = startLogged(warehouse, 2);
  await copy.refresh();
  expect(copy.of('shop').size).toBe(2);
  await put(warehouse, ['a', 'd'], 2);
  await copy.refresh();
  expect(copy.of('shop').size).toBe(2);
  expect(logged).toContain('the catalogue has more products than this process may hold');
  copy.close();
});

it('learns from pages where there is no feed, and counts what a feed lacks where there is one', async () => {
  const warehouse = new MemoryProducts();
  warehouse.learnt = [{ id: 'p', visitors: 3, name: 'P', topics: [] }];
  warehouse.seen = [{ productId: 'q', events: 1, visitors: 1, lastAt: now }];
  const { copy, turns, turn } = startLogged(warehouse);
  await expect.poll(() => turns.length).toBe(2);
  expect(copy.of('shop').describe('p')).toMatchObject({ name: 'P' });
  expect(copy.stats()).toEqual([{ site: 'shop', products: 0, learnt: 1, unmatched: 0 }]);
  await put(warehouse, ['a'], 1);
  await copy.refresh();
  await turn(600_000);
  expect(copy.stats()).toEqual([{ site: 'shop', products: 1, learnt: 0, unmatched: 1 }]);
  expect(copy.of('other').hasFeed).toBe(false);
  copy.close();
});
