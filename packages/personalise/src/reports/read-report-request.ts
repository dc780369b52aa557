import {
  type InterestSettings,
  ProblemError,
  plainWords,
  type ReportComparison,
  reportFilters,
  type Site,
} from '@sillage/protocol';
import { toReportQuerySchema } from '@sillage/protocol/report-schema';
import type { NamedReport, ReportQuestion } from '@sillage/warehouse';
import type { Context } from 'hono';
import { readPeriod } from '../read-period.js';

/** What `GET /v1/reports/{name}` asks. */
export interface ReportRequest {
  question: ReportQuestion;
  comparison?: ReportComparison;
}

export interface RequestSettings {
  site: Site;
  report: NamedReport;
  interests: InterestSettings;
  now: number;
}

/** Throws `invalid_request`, which names each value that won't do. */
export function readReportRequest(context: Context, settings: RequestSettings): ReportRequest {
  const { site, report, interests, now } = settings;
  const values = readValues(context, report);
  const pick = (names: readonly string[]) =>
    Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
  const question: ReportQuestion = {
    site: site.id,
    timeZone: site.timeZone,
    ...readPeriod(context, site, now),
    currency: values.currency ?? site.currency,
    filters: pick(reportFilters.filter((name) => report.filters.includes(name))),
    parameters: pick(report.parameters.map(({ name }) => name)),
    interests,
    now,
  };
  const { compare } = values;
  return { question, ...(compare !== undefined && { comparison: compare as ReportComparison }) };
}

/** A value that is given twice is a list here, which no schema takes. */
function readValues(context: Context, report: NamedReport): Record<string, string | undefined> {
  const given = Object.entries(context.req.queries()).map(([name, values]) => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  const parsed = toReportQuerySchema(report).safeParse(Object.fromEntries(given), plainWords);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => [...path, message].join(': '));
  throw new ProblemError('invalid_request', faults.join('; ').slice(0, 1_000));
}
