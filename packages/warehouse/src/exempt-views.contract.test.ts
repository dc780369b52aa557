import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExemptCount, ExemptQuery } from './exempt-store.js';
import { noon } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const hourMs = 3_600_000;
const count = (over: Partial<ExemptCount>): ExemptCount => ({
  site: "l'ours",
  hour: noon,
  dimension: 'path',
  value: '/sacs',
  views: 1,
  ...over,
});
const query = (over: Partial<ExemptQuery> = {}): ExemptQuery => ({
  site: "l'ours",
  timeZone: 'Europe/Paris',
  from: '2026-10-01',
  to: '2026-10-02',
  by: 'path',
  least: 5,
  limit: 100,
  ...over,
});

describe.each(Object.entries(targets))('on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  it('page views of the exempt mode are added up, a parcel that is sent twice once', async () => {
    const { warehouse } = target;
    const parcel = [
      count({ views: 6 }),
      count({ value: '/rare', views: 2 }),
      count({ value: '/rarer', views: 1 }),
      count({ dimension: 'referrer', value: '', views: 9 }),
      count({ dimension: 'device', value: 'mobile', views: 9 }),
    ];
    await warehouse.addExemptCounts('p1', parcel);
    await warehouse.addExemptCounts('p1', parcel);
    // 22:30 UTC is the next day in Paris
    const late = noon + 10.5 * hourMs - ((noon + 10.5 * hourMs) % hourMs);
    await warehouse.addExemptCounts('p2', [
      count({ hour: late, views: 4 }),
      count({ hour: late, dimension: 'device', value: 'desktop', views: 4 }),
      count({ site: 'other', views: 100 }),
    ]);
    await warehouse.addExemptCounts('p3', []);
    expect(await warehouse.exemptViews(query())).toEqual({
      rows: [{ value: '/sacs', views: 10 }],
      few: { values: 2, views: 3 },
    });
    expect(await warehouse.exemptViews(query({ by: 'referrer' }))).toEqual({
      rows: [{ value: '', views: 9 }],
      few: { values: 0, views: 0 },
    });
    expect(await warehouse.exemptViews(query({ by: 'day' }))).toEqual({
      rows: [
        { value: '2026-10-01', views: 9 },
        { value: '2026-10-02', views: 4 },
      ],
      few: { values: 0, views: 0 },
    });
    expect((await warehouse.exemptViews(query({ by: 'hour' }))).rows).toEqual([
      { value: '2026-10-01T14:00', views: 9 },
      { value: '2026-10-02T00:00', views: 4 },
    ]);
    expect(await warehouse.exemptViews(query({ from: '2026-10-02', by: 'device' }))).toEqual({
      rows: [],
      few: { values: 1, views: 4 },
    });
    expect(await warehouse.exemptViews(query({ site: "x' OR 1=1", limit: 1 }))).toEqual({
      rows: [],
      few: { values: 0, views: 0 },
    });
    expect((await warehouse.exemptViews(query({ limit: 0 }))).few).toEqual({ values: 3, views: 13 });
  });
});
