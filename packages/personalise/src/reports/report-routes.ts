import { Readable } from 'node:stream';
import { ProblemError, type Report, type ReportDescription, type ReportList } from '@sillage/protocol';
import { allReports, type NamedReport, type Warehouse, WarehouseError } from '@sillage/warehouse';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { answerProblem, forbidCaching } from '../answer.js';
import { findKeyedSite } from '../find-keyed-site.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { ReportAsker } from './ask-report.js';
import { answerConsentReport } from './consent-report.js';
import { answerExemptReport } from './exempt-report.js';
import { readReportRequest } from './read-report-request.js';
import { toReportCsv } from './report-csv.js';

export interface ReportOptions
  extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'interestSettings' | 'clock' | 'logger'> {
  warehouse: Pick<Warehouse, 'report' | 'reportCoverage' | 'exemptViews' | 'consentCounts'>;
  /** Default: all that there are. */
  reports?: readonly NamedReport[];
}

/**
 * `GET /v1/reports`, and `GET /v1/reports/{name}` as JSON, with `.csv` behind the name as CSV, by secret key; the site by
 * `Sillage-Site` or `?site=`. Every answer is `private, no-store`, and `Age` says how long ago its figures were made; every
 * problem is RFC 9457. `exempt` and `consent` are told in a form of their own.
 */
export function createReportRoutes(options: ReportOptions): Hono {
  const { reports = allReports, logger } = options;
  const byName = new Map(reports.map((report) => [report.name, report]));
  const asker = new ReportAsker(options);
  const app = new Hono();
  app.onError((error, context) => answerProblem(toTold(error), context, logger));
  app.use('/v1/reports/*', forbidCaching);
  app.get('/v1/reports/exempt', (context) => answerExemptReport(context, options));
  app.get('/v1/reports/consent', (context) => answerConsentReport(context, options));
  // 78 kB of definitions, which come before the first figure of the marketer's page
  app.get('/v1/reports', compress(), (context) => {
    findKeyedSite(context, options);
    return context.json({ reports: reports.map(describe) } satisfies ReportList);
  });
  app.get('/v1/reports/:name', async (context) => {
    const site = findKeyedSite(context, options);
    const [name = '', isTable] = splitName(context.req.param('name'));
    const report = byName.get(name);
    if (!report) throw new ProblemError('not_found');
    const interests = options.interestSettings(site);
    const request = readReportRequest(context, { site, report, interests, now: options.clock() });
    const { signal } = context.req.raw;
    try {
      const told = await asker.ask({ ...request, site, report, signal });
      context.header('Age', String(Math.max(0, Math.floor((options.clock() - told.computedAt) / 1000))));
      return isTable ? answerTable(context, told) : context.json(told);
    } catch (error) {
      // nobody is there to read it; the status is for the log
      if (signal.aborted) return new Response(null, { status: 499 });
      throw error;
    }
  });
  return app;
}

/** Without its SQL, and how it is asked. */
function describe({ sql: _, bind: __, isOfPersons: ___, mostRows: ____, ...told }: NamedReport): ReportDescription {
  return told;
}

function splitName(name: string): [name: string, isTable: boolean] {
  return name.endsWith('.csv') ? [name.slice(0, -'.csv'.length), true] : [name, false];
}

function answerTable(context: Context, report: Report): Response {
  const body = Readable.toWeb(toReportCsv(report)) as ReadableStream<Uint8Array>;
  return context.body(body, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="${report.name}-${report.from}-${report.to}.csv"`,
    'X-Content-Type-Options': 'nosniff',
    ...(report.isCut && { 'Sillage-Is-Cut': 'true' }),
  });
}

/** What ClickHouse gave up by its limits won't be better a moment later. */
function toTold(error: unknown): unknown {
  return error instanceof WarehouseError && error.code === 'too_heavy' ? new ProblemError('report_too_heavy') : error;
}
