import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NamedQuery, Parameters } from '../client/clickhouse.js';
import { noon, store, toBlock } from '../testing/stored.js';
import { type Target, targets } from '../testing/targets.js';
import { allReports } from './all-reports.js';
import type { ReportQuestion } from './report.js';
import { toReportStore } from './run-report.js';
import { visitsByDay } from './visits-by-day.js';

const question: ReportQuestion = {
  site: 'shop',
  timeZone: 'Europe/Paris',
  from: '2026-09-25',
  to: '2026-10-05',
  currency: 'EUR',
  filters: {},
  parameters: {},
  now: noon,
};

describe.each(Object.entries(targets))('reports, %s', (_, open) => {
  let target: Target;

  beforeAll(async () => {
    target = await open();
  });

  afterAll(() => target.close());

  it.each(allReports.map((report) => [report.name, report] as const))(
    '%s answers for a site without events',
    async (_name, report) => {
      const parameters = Object.fromEntries(
        report.parameters.map((one) => [one.name, one.default ?? one.values?.[0] ?? 'x']),
      );
      const { rows } = await target.warehouse.report(report, { ...question, site: 'nobody', parameters });
      for (const row of rows) expect(row).toHaveLength(report.columns.length);
    },
  );

  it.each(allReports.map((report) => [report.name, report] as const))(
    '%s has every column that it describes',
    async (_name, report) => {
      const parameters = Object.fromEntries(
        report.parameters.map((one) => [one.name, one.default ?? one.values?.[0] ?? 'x']),
      );
      const told: string[] = [];
      const describing = toReportStore({
        rows: async <Row>(query: NamedQuery, bound?: Parameters) => {
          const sql = `DESCRIBE (${query.sql})`;
          const columns = await target.clickhouse.rows<{ name: string }>({ ...query, sql }, bound);
          told.splice(0, told.length, ...columns.map(({ name }) => name));
          return [] as Row[];
        },
      });
      await describing.report(report, { ...question, parameters });
      expect(told).toEqual(expect.arrayContaining(report.columns.map(({ name }) => name)));
    },
  );

  it('a visit late in the evening is of the site’s next day', async () => {
    const lateAt = Date.UTC(2026, 8, 30, 22, 30);
    const late = store({ type: 'page_view', path: '/' }, { occurredAt: lateAt, receivedAt: lateAt });
    await target.warehouse.insert(toBlock([late]));
    const { rows } = await target.warehouse.report(visitsByDay, question);
    expect(rows).toEqual([['2026-10-01', 1, 1, 1, 0]]);
  });
});
