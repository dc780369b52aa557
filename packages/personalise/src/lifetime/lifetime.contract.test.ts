import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  expectedAverageValue,
  expectedTransactions,
  fitLifetime,
  type PurchasePast,
  probabilityAlive,
} from '@sillage/lifetime';
import { type SillageEvent, uuidv7 } from '@sillage/protocol';
import {
  allReports,
  openWarehouse,
  partitionOf,
  type StoredEvent,
  toEventRow,
  type Warehouse,
} from '@sillage/warehouse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { groupBy } from '../facts/group-by.js';
import { createRandom } from '../testing/seeded-random.js';
import { fitInThread } from './fit-in-thread.js';
import { keepLifetimeModels } from './keep-lifetime-models.js';

const dayMs = 86_400_000;
const firstDay = Date.UTC(2025, 0, 1, 12);
const lastDay = 364;
const now = firstDay + (lastDay + 1) * dayMs;
const shop = { id: 'boutique', timeZone: 'UTC', currency: 'EUR' };

const random = createRandom(11);

/** Persons who buy at rates of their own and leave one day, the first order in two parts of one day. */
const orders = Array.from({ length: 600 }, (_, index) => {
  const person = `c${index}`;
  const birth = Math.floor(random() * 240);
  const meanGapDays = 8 / random();
  const leaves = random() ** 2;
  const basket = 2_000 / random() ** 0.4;
  const days = [birth, birth];
  for (let time = birth; ; ) {
    time -= Math.log(1 - random()) * meanGapDays;
    if (time > lastDay) break;
    days.push(Math.floor(time));
    if (random() < leaves) break;
  }
  return days.map((day) => ({ person, day, totalMinor: Math.round(basket * (0.4 + 1.2 * random())) }));
}).flat();

let directory: string;
let warehouse: Warehouse;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'sillage-lifetime-'));
  warehouse = await openWarehouse({ kind: 'embedded', directory });
  const events = orders.map(toStored);
  for (const month of new Set(events.map(({ occurredAt }) => partitionOf(occurredAt)))) {
    const rows = events
      .filter(({ occurredAt }) => partitionOf(occurredAt) === month)
      .map((one) => `${toEventRow(one)}\n`);
    await warehouse.insert({ table: 'events', token: randomUUID(), rows: Buffer.from(rows.join('')) });
  }
});
afterAll(async () => {
  await warehouse.close();
  rmSync(directory, { recursive: true, force: true });
});

/** As an import tells it. */
function toStored({ person, day, totalMinor }: (typeof orders)[number], index: number): StoredEvent {
  const occurredAt = firstDay + day * dayMs + index;
  const id = uuidv7(occurredAt);
  const order = { orderId: id, currency: 'EUR', totalMinor, lines: [] };
  const base = { id, occurredAt, clockOffsetMs: 0, tab: '', sequence: index, pageViewId: id };
  return {
    event: { ...base, type: 'purchase', order } as SillageEvent,
    site: shop.id,
    visitor: randomUUID(),
    sessionId: uuidv7(occurredAt),
    occurredAt,
    receivedAt: now,
    channel: 'server',
    device: 'other',
    country: '',
    isBot: false,
    isInternal: false,
    purposes: [],
    basis: 'import',
    proofId: '00000000-0000-0000-0000-000000000000',
    customerId: person,
    retentionDays: 0,
  };
}

const question = { site: shop.id, timeZone: shop.timeZone, currency: shop.currency, lastDay: '2025-12-31' };
/** Of orders by the end of a day, persons alike together. */
function toPurchasePasts(all: typeof orders, asOf: number): PurchasePast[] {
  const ofPersons = groupBy(
    all.filter(({ day }) => day <= asOf),
    ({ person }) => person,
  );
  const pasts = [...ofPersons.values()].map((theirs) => {
    const days = new Set(theirs.map(({ day }) => day));
    const [first, last] = [Math.min(...days), Math.max(...days)];
    return { frequency: days.size - 1, recency: (last - first) / 7, age: (asOf - first) / 7 };
  });
  return [...groupBy(pasts, (past) => JSON.stringify(past)).values()].flatMap(([past, ...others]) =>
    past ? [{ ...past, persons: 1 + others.length }] : [],
  );
}

const byKey = (pasts: readonly PurchasePast[]) => pasts.map((past) => JSON.stringify(past)).sort();

it('makes of raw orders the pasts that they are, now and as they were', async () => {
  const data = await warehouse.lifetimeData(question);
  expect(byKey(data.pasts)).toEqual(byKey(toPurchasePasts(orders, lastDay)));
  const { weeks = 0, pasts = [], transactions } = data.check ?? {};
  const split = lastDay - weeks * 7;
  expect(byKey(pasts)).toEqual(byKey(toPurchasePasts(orders, split)));
  const known = new Set(orders.filter(({ day }) => day <= split).map(({ person }) => person));
  const later = orders.filter(({ day, person }) => day > split && known.has(person));
  expect(transactions).toBe(new Set(later.map(({ day, person }) => `${person} ${day}`)).size);
});

/** What was paid on days after the first, by day on average. */
function repeatsOf(theirs: typeof orders) {
  const [first] = theirs;
  const later = theirs.filter(({ day }) => day !== first?.day);
  const frequency = new Set(later.map(({ day }) => day)).size;
  return { frequency, meanValue: later.reduce((sum, one) => sum + one.totalMinor, 0) / Math.max(1, frequency) };
}

it('spends are those of the transactions after the first, of persons alike within half a percent', async () => {
  const { spends } = await warehouse.lifetimeData(question);
  const ofPerson = (person: string) => {
    const { frequency, meanValue } = repeatsOf(orders.filter((order) => order.person === person));
    return frequency === 0 ? [] : [{ frequency, meanValue }];
  };
  const single = [...new Set(orders.map(({ person }) => person))].flatMap(ofPerson);
  const toGroup = (one: { frequency: number; meanValue: number }) =>
    `${one.frequency} ${Math.floor(Math.log(one.meanValue) * 200)}`;
  const expected = groupBy(single, toGroup);
  expect(spends.map(toGroup).sort()).toEqual([...expected.keys()].sort());
  expect(spends.length).toBeLessThan(single.length);
  for (const spend of spends) {
    const alike = expected.get(toGroup(spend)) ?? [];
    expect(spend.persons).toBe(alike.length);
    expect(spend.meanValue * spend.persons).toBeCloseTo(
      alike.reduce((sum, { meanValue }) => sum + meanValue, 0),
      4,
    );
  }
});

it('fits in a thread, and tells of each customer in SQL what the model says of them', async () => {
  let resolve = () => {};
  const fittedOnce = new Promise<void>((done) => {
    resolve = done;
  });
  const entry = new URL('../../dist/lifetime/fit-thread.js', import.meta.url);
  const keeping = keepLifetimeModels({
    warehouse: {
      lifetimeState: (asked) => warehouse.lifetimeState(asked),
      lifetimeData: (asked) => warehouse.lifetimeData(asked),
      noteLifetimeModel: (model) => warehouse.noteLifetimeModel(model).then(resolve),
    },
    sites: [shop as never],
    // without the conditions by which tests find sources: a thread runs what was built
    fitOrders: (data, signal) => fitInThread(data, signal, { entry, execArgv: [] }),
    firstMs: 0,
    everyMs: dayMs,
    clock: () => now,
    wait: (milliseconds) => (milliseconds === 0 ? Promise.resolve() : new Promise(() => {})),
    logger: { warn: () => {}, info: () => {} },
  });
  await fittedOnce;
  keeping.close();
  expect(await warehouse.lifetimeState(question)).toEqual({
    orders: orders.length,
    latest: { at: now, orders: orders.length },
  });

  const fit = fitLifetime(await warehouse.lifetimeData(question));
  if (!fit.model || !fit.spend) throw new Error(fit.reason);
  const asked = { ...question, from: '2025-01-01', to: '2025-12-31', filters: {}, now };
  const ask = async (name: string, parameters: Record<string, string>) => {
    const report = allReports.find((one) => one.name === name);
    if (!report) throw new Error(name);
    return (await warehouse.report(report, { ...asked, parameters })).rows;
  };
  const [told] = await ask('lifetime-model', {});
  expect(told?.slice(5, 9)).toEqual([fit.model.r, fit.model.alpha, fit.model.a, fit.model.b]);

  const rows = await ask('customer-value', { sort: 'last', limit: '1000' });
  expect(rows).toHaveLength(600);
  for (const [customer, , , , probability, expectedOrders, expectedValue] of rows) {
    const theirs = orders.filter(({ person }) => person === customer);
    const [past] = toPurchasePasts(theirs, lastDay);
    if (!past) throw new Error('no past');
    const transactions = expectedTransactions(fit.model, past, 365 / 7);
    const value = transactions * expectedAverageValue(fit.spend, repeatsOf(theirs));
    expect(Number(probability) / probabilityAlive(fit.model, past)).toBeCloseTo(1, 9);
    expect(Number(expectedOrders) / transactions).toBeCloseTo(1, 6);
    expect(Math.abs(Number(expectedValue) - value)).toBeLessThan(0.51 + value * 1e-6);
  }
});

it('starts no thread when it is not wanted any more before it begins', async () => {
  const entry = new URL('data:text/javascript,setInterval(() => {}, 60_000)');
  const gone = AbortSignal.abort(new Error('gone'));
  await expect(fitInThread({ pasts: [], spends: [] }, gone, { entry, execArgv: [] })).rejects.toThrow('gone');
});

it('ends the thread when it is not wanted any more', async () => {
  const entry = new URL('data:text/javascript,setInterval(() => {}, 60_000)');
  const stopping = new AbortController();
  const fitting = fitInThread({ pasts: [], spends: [] }, stopping.signal, { entry, execArgv: [] });
  stopping.abort();
  await expect(fitting).rejects.toThrow('ended');
});
