import type { LifetimeFit } from '@sillage/lifetime';
import {
  type LifetimeQuestion,
  type LifetimeState,
  type StoredLifetimeModel,
  WarehouseError,
} from '@sillage/warehouse';
import { expect, it } from 'vitest';
import { site } from '../testing/site.js';
import { keepLifetimeModels } from './keep-lifetime-models.js';

const now = Date.UTC(2026, 9, 1, 22, 30);
const dayMs = 86_400_000;
const fitted: LifetimeFit = {
  persons: 400,
  repeatBuyers: 90,
  model: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426, logLikelihood: -9582.4 },
  spend: { p: 6, q: 4, gamma: 15 },
  holdout: { weeks: 20, expectedTransactions: 41.5, transactions: 40 },
};
const refused: LifetimeFit = { persons: 4, repeatBuyers: 0, reason: 'too_few_persons' };

/** One look at a site whose orders stand so; what was asked and stored. */
async function look(state: LifetimeState, fit: LifetimeFit = fitted) {
  const asked: LifetimeQuestion[] = [];
  const stored: StoredLifetimeModel[] = [];
  let resolve = () => {};
  const looked = new Promise<void>((done) => {
    resolve = done;
  });
  let waits = 0;
  const keeping = keepLifetimeModels({
    warehouse: {
      lifetimeState: async () => state,
      lifetimeData: async (question) => {
        asked.push(question);
        return { pasts: [], spends: [] };
      },
      noteLifetimeModel: async (model) => void stored.push(model),
    },
    sites: [{ ...site, timeZone: 'Europe/Paris', currency: 'EUR' }],
    fitOrders: async () => fit,
    firstMs: 1,
    everyMs: 1,
    clock: () => now,
    wait: async () => {
      waits += 1;
      if (waits > 1) resolve();
      if (waits > 1) await new Promise(() => {});
    },
    logger: { warn: () => {}, info: () => {} },
  });
  await looked;
  keeping.close();
  return { asked, stored };
}

it.each<[string, LifetimeState, boolean]>([
  ['there are no orders', { orders: 0 }, false],
  ['nothing was fitted yet', { orders: 5 }, true],
  ['the last fit is a day old', { orders: 100, latest: { at: now - dayMs, orders: 100 } }, true],
  ['it is younger', { orders: 110, latest: { at: now - dayMs + 1, orders: 100 } }, false],
  ['orders have grown by more than a tenth since', { orders: 111, latest: { at: now - 1, orders: 100 } }, true],
])('when %s', async (_, state, isFitted) => {
  const { stored } = await look(state);
  expect(stored).toHaveLength(isFitted ? 1 : 0);
});

it('fits on whole days of the site, and keeps what came of it', async () => {
  const { asked, stored } = await look({ orders: 700 });
  // half past midnight of 2 October in Paris: the last whole day is the first
  expect(asked).toEqual([{ site: site.id, timeZone: 'Europe/Paris', currency: 'EUR', lastDay: '2026-10-01' }]);
  expect(stored).toMatchObject([
    { at: now, orders: 700, persons: 400, reason: '', r: 0.243, gamma: 15, holdoutWeeks: 20, holdoutExpected: 41.5 },
  ]);
});

/** Looks so many times at sites `one`, `broken` and `two`; what `read` throws of one of them stands in its way. */
async function lookOften(looks: number, read: (site: string, look: number) => void) {
  const stored: string[] = [];
  const told: object[] = [];
  const waits: number[] = [];
  await new Promise<void>((looked) => {
    keepLifetimeModels({
      warehouse: {
        lifetimeState: async () => ({ orders: 5 }),
        lifetimeData: async (question) => {
          read(question.site, waits.length);
          return { orders: 5, pasts: [], spends: [] };
        },
        noteLifetimeModel: async (model) => void stored.push(model.site),
      },
      sites: ['one', 'broken', 'two'].map((id) => ({ ...site, id })),
      fitOrders: async () => fitted,
      firstMs: 1,
      everyMs: 600_000,
      clock: () => now,
      wait: async (milliseconds) => {
        waits.push(milliseconds);
        if (waits.length <= looks) return;
        looked();
        await new Promise(() => {});
      },
      logger: {
        warn: (what: object) => void told.push(what),
        info: (_: object, what?: string) => void told.push({ what }),
      },
    });
  });
  return { stored, told, waits };
}

it('fits the other sites where one can’t be, is not tried again sooner for it, and tells it once', async () => {
  const { stored, told, waits } = await lookOften(2, (id) => {
    if (id === 'broken') throw new Error('no memory');
  });
  expect(stored).toEqual(['one', 'two', 'one', 'two']);
  expect(told).toMatchObject([{ site: 'broken', err: { message: 'no memory' } }]);
  expect(waits).toEqual([1, 600_000, 600_000]);
});

it('tells once that ClickHouse is away, and that it is back, and tries again sooner meanwhile', async () => {
  const { stored, told, waits } = await lookOften(3, (_, look) => {
    if (look < 3) throw new WarehouseError('unavailable', 'away');
  });
  expect(stored).toEqual(['one', 'broken', 'two']);
  expect(told).toMatchObject([{ err: { message: 'away' } }, { what: 'the orders of persons is read again' }]);
  expect(waits).toEqual([1, 10_000, 10_000, 600_000]);
});

it('keeps why there is no model', async () => {
  const { stored } = await look({ orders: 4 }, refused);
  expect(stored).toMatchObject([{ reason: 'too_few_persons', r: 0, p: 0, holdoutWeeks: 0 }]);
});
