import { expect, it } from 'vitest';
import type { NamedQuery } from '../client/clickhouse.js';
import { noon } from '../testing/stored.js';
import { toReportStore } from './run-report.js';
import { visitsByDay } from './visits-by-day.js';

it('waits for a report and for its coverage until ClickHouse itself has given them up', async () => {
  const asked: NamedQuery[] = [];
  const store = toReportStore({
    rows: async <Row>(query: NamedQuery) => {
      asked.push(query);
      return [] as Row[];
    },
  });
  const period = { site: 'shop', timeZone: 'Europe/Paris', from: '2026-10-01', to: '2026-10-01' };
  await store.report(visitsByDay, { ...period, currency: 'EUR', filters: {}, parameters: {}, now: noon });
  await store.reportCoverage(period);
  expect(asked).toHaveLength(2);
  for (const { timeoutMs = 0, settings } of asked) {
    expect(timeoutMs).toBeGreaterThan(1_000 * Number(settings?.max_execution_time));
  }
});
