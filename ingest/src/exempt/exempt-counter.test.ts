import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExemptCount } from '@sillage/warehouse';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createMemoryWarehouse, type MemoryWarehouse } from '../testing/memory-warehouse.js';
import { quietLogger } from '../testing/quiet-logger.js';
import { type CountedView, type ExemptCounterOptions, openExemptCounter } from './exempt-counter.js';

const hour = Date.UTC(2026, 9, 1, 12);
const viewOf = (changes: Partial<CountedView> = {}): CountedView => ({
  site: 'shop',
  hour,
  path: '/sacs',
  referrer: '',
  device: 'mobile',
  ...changes,
});
const sum = (dimension: ExemptCount['dimension'], value: string, views: number) => ({
  site: 'shop',
  hour,
  dimension,
  value,
  views,
});

let directory: string;
let warehouse: MemoryWarehouse;
/** Ends the wait that is under way. */
let tick: () => void;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sillage-exempt-'));
  warehouse = createMemoryWarehouse();
});
afterEach(() => rmSync(directory, { recursive: true }));

const file = () => join(directory, 'exempt-views.json');
const open = (changes: Partial<ExemptCounterOptions> = {}) =>
  openExemptCounter({
    directory,
    warehouse,
    everyMs: 10_000,
    wait: (_, signal) =>
      new Promise((resolve) => {
        tick = resolve;
        signal.addEventListener('abort', () => resolve());
        if (signal.aborted) resolve();
      }),
    logger: quietLogger,
    ...changes,
  });

it('hands on sums by one value each, never two values of a view together', async () => {
  const counter = await open();
  counter.count(viewOf());
  counter.count(viewOf({ referrer: 'duckduckgo.com' }));
  counter.count(viewOf({ path: '/', device: 'desktop' }));
  await counter.close();
  expect(warehouse.exempt).toEqual([
    sum('path', '/sacs', 2),
    sum('referrer', '', 2),
    sum('device', 'mobile', 2),
    sum('referrer', 'duckduckgo.com', 1),
    sum('path', '/', 1),
    sum('device', 'desktop', 1),
  ]);
  expect(existsSync(file())).toBe(false);
});

it('goes on counting while ClickHouse is away, and hands all of it on once', async () => {
  const counter = await open();
  let isAway = true;
  warehouse.before = () => {
    if (isAway) throw new Error('away');
  };
  counter.count(viewOf());
  for (let round = 1; round <= 3; round += 1) {
    tick();
    await expect.poll(() => warehouse.calls.length).toBe(round);
    counter.count(viewOf());
  }
  isAway = false;
  tick();
  await expect.poll(() => warehouse.exempt).toContainEqual(sum('path', '/sacs', 1));
  await counter.close();
  const views = warehouse.exempt.filter(({ dimension }) => dimension === 'path').map((count) => count.views);
  expect(views).toEqual([1, 3]);
});

it('keeps for the next start what ClickHouse did not take, under the same token', async () => {
  const counter = await open();
  warehouse.before = () => {
    throw new Error('away');
  };
  counter.count(viewOf());
  tick();
  await expect.poll(() => warehouse.calls.length).toBe(1);
  counter.count(viewOf({ path: '/late' }));
  await counter.close();
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toHaveLength(2);

  const taken = createMemoryWarehouse();
  const next = await open({ warehouse: taken });
  tick();
  await expect.poll(() => taken.calls.length).toBe(2);
  await next.close();
  expect(taken.exempt.filter(({ dimension }) => dimension === 'path')).toEqual([
    sum('path', '/sacs', 1),
    sum('path', '/late', 1),
  ]);
  expect(existsSync(file())).toBe(false);
});

it('holds so many sums at most, and still counts every view', async () => {
  const counter = await open({ mostSums: 6 });
  for (let page = 0; page < 50; page += 1) counter.count(viewOf({ path: `/${page}` }));
  await counter.close();
  const paths = warehouse.exempt.filter(({ dimension }) => dimension === 'path');
  expect(paths.length).toBeLessThanOrEqual(6);
  expect(paths.reduce((views, count) => views + count.views, 0)).toBe(50);
});
