import type { Site } from '@sillage/protocol';
import { type ConsentCountsQuery, type ExemptQuery, WarehouseError } from '@sillage/warehouse';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createReportRoutes } from './report-routes.js';

const site = { id: 'boutique', timeZone: 'Europe/Paris' } as Site;

function start(fails = false) {
  const asked: (ExemptQuery | ConsentCountsQuery)[] = [];
  const app = createReportRoutes({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    clock: () => Date.UTC(2026, 9, 1, 22, 30),
    logger: pino({ level: 'silent' }),
    warehouse: {
      exemptViews: async (query) => {
        if (fails) throw new WarehouseError('unavailable', 'away');
        asked.push(query);
        return { rows: [{ value: '/sacs', views: 12 }], few: { values: 3, views: 4 } };
      },
      consentCounts: async (query) => {
        if (fails) throw new WarehouseError('unavailable', 'away');
        asked.push(query);
        return [];
      },
    },
  });
  const ask = (query: string, key = 'secret', report = 'exempt') =>
    app.request(`/v1/reports/${report}?site=boutique${query}`, { headers: { Authorization: `Bearer ${key}` } });
  return { ask, asked };
}

it('tells the counts of the last 30 days of the shop by path, and their sum', async () => {
  const { ask, asked } = start();
  const reply = await ask('');
  const question = { site: 'boutique', timeZone: 'Europe/Paris', from: '2026-09-03', to: '2026-10-02', by: 'path' };
  expect(await reply.json()).toEqual({
    ...question,
    views: 16,
    rows: [{ value: '/sacs', views: 12 }],
    few: { values: 3, views: 4 },
  });
  expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  expect(asked).toEqual([{ ...question, least: 5, limit: 1_000 }]);
});

it('tells the decisions of the same days, and says that refusals are not among them', async () => {
  const { ask, asked } = start();
  const reply = await ask('', 'secret', 'consent');
  const question = { site: 'boutique', from: '2026-09-03', to: '2026-10-02', by: 'day' };
  expect(await reply.json()).toEqual({ ...question, decisions: [], refusals: 'not_counted' });
  expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  expect(asked).toEqual([{ ...question, timeZone: 'Europe/Paris' }]);
});

it.each([
  ['&by=visitor', 'secret', 422, 'invalid_request'],
  ['&from=2026-02-30', 'secret', 422, 'invalid_request'],
  ['&from=2026-10-03', 'secret', 422, 'invalid_request'],
  ['', 'wrong', 401, 'invalid_key'],
])('refuses %s by the key %s', async (query, key, status, code) => {
  for (const report of ['exempt', 'consent']) {
    const reply = await start().ask(query, key, report);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ code });
  }
});

it('says so when ClickHouse is away', async () => {
  for (const report of ['exempt', 'consent']) {
    expect((await start(true).ask('', 'secret', report)).status).toBe(503);
  }
});
