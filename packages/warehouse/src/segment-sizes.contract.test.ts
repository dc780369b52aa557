import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentSizeOfDay } from './segment-store.js';
import { type Target, targets } from './testing/targets.js';

const at = Date.UTC(2026, 9, 1, 12);
const size = (over: Partial<SegmentSizeOfDay> = {}): SegmentSizeOfDay => ({
  site: "l'ours",
  segment: 'loyal',
  day: '2026-10-01',
  version: 1,
  persons: 12,
  of: 400,
  at,
  ...over,
});

describe.each(Object.entries(targets))('sizes of segments on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  it('are kept by site, segment and day, and the latest of a day stands', async () => {
    const { warehouse } = target;
    const later = size({ at: at + 1, version: 2, persons: 13 });
    const before = size({ day: '2026-09-30', persons: 0 });
    const lost = size({ segment: 'lost' });
    await warehouse.noteSegmentSizes([later, lost, before, size({ site: 'other' })]);
    await warehouse.noteSegmentSizes([size()]);
    await warehouse.noteSegmentSizes([]);
    const from = '2026-09-30';
    const to = '2026-10-01';
    expect(await warehouse.segmentSizes({ site: "l'ours", from, to })).toEqual([lost, before, later]);
    expect(await warehouse.segmentSizes({ site: "l'ours", segment: 'loyal', from: to, to })).toEqual([later]);
    expect(await warehouse.segmentSizes({ site: "l'ours", segment: "x' OR 1=1", from, to })).toEqual([]);
  });
});
