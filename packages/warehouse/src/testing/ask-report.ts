import type { ReportCell } from '@sillage/protocol';
import type { NamedReport, ReportQuestion } from '../reports/report.js';
import type { Warehouse } from '../warehouse.js';
import { noon } from './stored.js';

/** The site `shop` in Paris around the first of October 2026. */
export const aroundNoon: ReportQuestion = {
  site: 'shop',
  timeZone: 'Europe/Paris',
  from: '2026-09-25',
  to: '2026-10-05',
  currency: 'EUR',
  filters: {},
  parameters: {},
  now: noon,
};

/** Its rows with their columns' names. */
export async function askReport(
  warehouse: Warehouse,
  report: NamedReport,
  over: Partial<ReportQuestion> = {},
): Promise<Record<string, ReportCell>[]> {
  const defaults = Object.fromEntries(report.parameters.map((one) => [one.name, one.default ?? one.values?.[0] ?? '']));
  const parameters = { ...defaults, ...over.parameters };
  const { rows } = await warehouse.report(report, { ...aroundNoon, ...over, parameters });
  return rows.map((row) => Object.fromEntries(report.columns.map(({ name }, index) => [name, row[index] ?? null])));
}
