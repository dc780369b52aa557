import { defaultInterestSettings, readyMadeSegments, type Site } from '@sillage/protocol';
import { type SegmentSizeOfDay, type SegmentSizesQuery, WarehouseError } from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { noDefinitions } from '../definitions/site-definitions.js';
import { keepSegmentSizes } from './keep-segment-sizes.js';

const site = { id: 'boutique', currency: 'EUR', timeZone: 'Europe/Paris' } as Site;
const loyal = { id: 'mine', names: { fr: 'Miens', en: 'Mine' }, tree: { type: 'in_cart' as const }, changedAt: 0 };
const looks = { firstMs: 5, everyMs: 600_000, pauseMs: 1 };

/** A server of which the test turns the clock: `look` lets it wait until it looks again. */
function start() {
  const kept: SegmentSizeOfDay[] = [];
  const shop = { now: Date.UTC(2026, 9, 1, 12), isAway: false, version: 1, counted: 0 };
  let wake: () => void = () => undefined;
  let idle: () => void = () => undefined;
  const check = () => {
    if (shop.isAway) throw new WarehouseError('unavailable', 'away');
  };
  const sizes = keepSegmentSizes({
    ...looks,
    sites: [site],
    definitions: {
      of: () => ({ ...noDefinitions, segments: new Map([['mine', { ...loyal, version: shop.version }]]) }),
      refresh: async () => check(),
    },
    interestSettings: () => defaultInterestSettings,
    clock: () => shop.now,
    logger: pino({ level: 'silent' }),
    wait: async (milliseconds) => {
      if (milliseconds === looks.pauseMs) return;
      idle();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    },
    warehouse: {
      segmentSize: async () => ({ persons: ++shop.counted, of: 100 }),
      segmentSizes: async ({ from, to }: SegmentSizesQuery) => kept.filter(({ day }) => day >= from && day <= to),
      noteSegmentSizes: async (more) => {
        check();
        kept.push(...more);
      },
    },
  });
  const look = async () => {
    const done = new Promise<void>((resolve) => {
      idle = resolve;
    });
    wake();
    await done;
  };
  return { shop, kept, look, sizes };
}

describe('sizes of segments', () => {
  const all = readyMadeSegments('EUR').length + 1;

  it('are counted once a day of the shop, and what was missed stays missing', async () => {
    const { shop, kept, look } = start();
    await look();
    expect(kept).toHaveLength(all);
    expect(kept.find(({ segment }) => segment === 'mine')).toMatchObject({ day: '2026-10-01', version: 1, of: 100 });
    await look();
    expect(kept).toHaveLength(all);
    shop.now = Date.UTC(2026, 9, 3, 22);
    await look();
    expect(kept).toHaveLength(2 * all);
    expect(new Set(kept.map(({ day }) => day))).toEqual(new Set(['2026-10-01', '2026-10-04']));
  });

  it('are counted again on the day on which a segment was changed', async () => {
    const { shop, kept, look } = start();
    await look();
    shop.version = 2;
    await look();
    expect(kept.slice(all)).toMatchObject([{ segment: 'mine', day: '2026-10-01', version: 2 }]);
  });

  it('wait until ClickHouse is back', async () => {
    const { shop, kept, look } = start();
    shop.isAway = true;
    await look();
    expect(kept).toHaveLength(0);
    shop.isAway = false;
    await look();
    expect(kept).toHaveLength(all);
  });

  it('are not counted after the end', async () => {
    const { kept, look, sizes } = start();
    sizes.close();
    await Promise.race([look(), new Promise(setImmediate)]);
    expect(kept).toHaveLength(0);
  });
});
