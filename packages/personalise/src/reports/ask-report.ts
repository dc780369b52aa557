import type { Report, ReportCoverage, Site } from '@sillage/protocol';
import type { NamedReport, ReportAnswer, ReportQuestion, Warehouse } from '@sillage/warehouse';
import { dayOfSite } from '../segments/day-of-site.js';
import { toComparedPeriod } from './compared-period.js';
import { FairQueue } from './fair-queue.js';
import type { ReportRequest } from './read-report-request.js';
import { type Run, SharedRuns } from './shared-runs.js';

/** So many run at once, on a node. */
const mostAtOnce = 2;
/** So many of a site run or wait, on a node: several pages full of them. */
const mostOfSite = 100;
/** So many cells are kept: some 50 MB. */
const mostCells = 500_000;
const mostCoverages = 1_000;
/** For so long an answer is given again: where its days have passed, and where today is among them. */
const freshMs = { passed: 600_000, today: 60_000 };

export interface ReportAskerOptions {
  warehouse: Pick<Warehouse, 'report' | 'reportCoverage'>;
  clock(): number;
}

export interface Asked extends ReportRequest {
  site: Site;
  report: NamedReport;
  signal: AbortSignal;
}

/** Reports as they are asked for, from ClickHouse or as they were told a moment ago. */
export class ReportAsker {
  readonly #options: ReportAskerOptions;
  readonly #answers: SharedRuns<ReportAnswer>;
  readonly #coverages: SharedRuns<ReportCoverage>;

  constructor(options: ReportAskerOptions) {
    this.#options = options;
    const shared = { queue: new FairQueue(mostAtOnce), mostOfSite, clock: options.clock };
    const weigh = ({ rows }: ReportAnswer) => 1 + rows.length * (rows[0]?.length ?? 0);
    this.#answers = new SharedRuns({ ...shared, most: mostCells, weigh });
    this.#coverages = new SharedRuns({ ...shared, most: mostCoverages, weigh: () => 1 });
  }

  /** Throws `WarehouseError`, `rate_limited` where too many of the site wait, or the reason of `signal` once it is aborted. */
  async ask(asked: Asked): Promise<Report> {
    const done = new AbortController();
    try {
      return await this.#askAll({ ...asked, signal: AbortSignal.any([asked.signal, done.signal]) });
    } finally {
      // where one of its runs failed, nobody waits for the others any more
      done.abort();
    }
  }

  async #askAll(asked: Asked): Promise<Report> {
    const { site, report, question, comparison } = asked;
    const period = { from: question.from, to: question.to };
    const other = comparison && toComparedPeriod(period, comparison);
    const [run, compared, coverage] = await Promise.all([
      this.#run(asked, question),
      other && this.#run(asked, { ...question, ...other }),
      this.#cover(asked),
    ]);
    return {
      name: report.name,
      site: site.id,
      timeZone: site.timeZone,
      ...period,
      currency: question.currency,
      columns: report.columns,
      rows: run.answer.rows,
      isCut: run.answer.isCut || compared?.answer.isCut === true,
      ...(other && compared && { compared: { ...other, rows: compared.answer.rows } }),
      coverage: coverage.answer,
      computedAt: run.startedAt,
      tookMs: run.answer.tookMs + (compared?.answer.tookMs ?? 0),
    };
  }

  /** What tells of single visitors is not kept: one of them may be erased. */
  #run({ site, report, signal }: Asked, question: ReportQuestion): Promise<Run<ReportAnswer>> {
    const { now: _, ...lasting } = question;
    return this.#answers.ask({
      site: site.id,
      key: JSON.stringify([report.name, lasting]),
      freshMs: report.needs === undefined ? this.#freshMs(site, question) : 0,
      signal,
      work: (stop) => this.#options.warehouse.report(report, question, stop),
    });
  }

  #cover({ site, question, signal }: Asked): Promise<Run<ReportCoverage>> {
    const { from, to, timeZone } = question;
    const asked = { site: site.id, timeZone, from, to };
    return this.#coverages.ask({
      site: site.id,
      key: JSON.stringify(asked),
      freshMs: this.#freshMs(site, question),
      signal,
      work: (stop) => this.#options.warehouse.reportCoverage(asked, stop),
    });
  }

  #freshMs(site: Site, { to }: ReportQuestion): number {
    return to < dayOfSite(site, this.#options.clock()) ? freshMs.passed : freshMs.today;
  }
}
