import { reportUnits } from '@sillage/protocol';
import { toReportQuerySchema } from '@sillage/protocol/report-schema';
import { allReports, type NamedReport } from '@sillage/warehouse';
import { z } from 'zod';
import { jsonReply, type Operation } from '../operation.js';

const words = z.object({ fr: z.string(), en: z.string() });
const column = z.object({
  name: z.string(),
  unit: z.enum(reportUnits),
  title: words,
  definition: words.exactOptional(),
});
const period = { from: z.iso.date(), to: z.iso.date() };
const rows = z.array(z.array(z.union([z.string(), z.number(), z.null()])));

/** What `Report` of the protocol says. */
const report = z.object({
  name: z.string(),
  site: z.string(),
  timeZone: z.string(),
  ...period,
  currency: z.string(),
  columns: z.array(column),
  rows,
  isCut: z.boolean(),
  compared: z.object({ ...period, rows }).exactOptional(),
  coverage: z.object({ measuredViews: z.int(), exemptViews: z.int().nullable() }),
  computedAt: z.int(),
  tookMs: z.int(),
});

const description = z.object({
  name: z.string(),
  title: words,
  definition: words,
  columns: z.array(column),
  filters: z.array(z.string()),
  parameters: z.array(
    z.object({
      name: z.string(),
      title: words,
      values: z.array(z.string()).exactOptional(),
      default: z.string().exactOptional(),
    }),
  ),
  empty: words,
  needs: z.string().exactOptional(),
});

const shared = { method: 'get', tag: 'Reports', access: 'key' } as const;

const toOperation = (named: NamedReport): Operation => ({
  ...shared,
  path: `/v1/reports/${named.name}`,
  summary: named.title.en,
  description: named.definition.en,
  query: toReportQuerySchema(named),
  replies: [jsonReply(`Columns: ${named.columns.map(({ name, unit }) => `${name} (${unit})`).join(', ')}`, report)],
  problems: ['report_too_heavy', 'rate_limited'],
});

/** Every report by its name: all of them are one route. */
export const reportOperations: readonly Operation[] = [
  {
    ...shared,
    path: '/v1/reports',
    summary: 'Which reports there are, and what each means',
    replies: [jsonReply('Descriptions', z.object({ reports: z.array(description) }))],
  },
  ...allReports.map(toOperation),
  {
    ...shared,
    path: '/v1/reports/{name}.csv',
    summary: 'A report as CSV, asked as the report itself',
    replies: [{ ...jsonReply('A title row of column names, then the rows'), types: ['text/csv'] }],
    problems: ['not_found', 'report_too_heavy', 'rate_limited'],
  },
];
