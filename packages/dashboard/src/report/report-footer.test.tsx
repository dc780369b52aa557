// @vitest-environment happy-dom
import type { Report, ReportCover } from '@sillage/protocol';
import { expect, it } from 'vitest';
import type { ReportState } from '../api/reports.js';
import { renderPage } from '../testing/render-page.js';
import { ReportFooter } from './report-footer.js';

const report: Report = {
  name: 'overview',
  site: 'shop',
  timeZone: 'Europe/Paris',
  from: '2026-10-01',
  to: '2026-10-30',
  currency: 'EUR',
  columns: [],
  rows: [],
  isCut: false,
  coverage: { measuredViews: 62, exemptViews: 38 },
  computedAt: 0,
  tookMs: 1,
};

const toState = (covers: ReportCover | undefined) =>
  ({
    description: { ...(covers && { covers }) },
    ignored: [],
    isFetching: false,
    refetch: () => undefined,
  }) as unknown as ReportState;

const told = async (covers: ReportCover | undefined, exemptViews: number | null) => {
  const coverage = { measuredViews: 62, exemptViews };
  const { body } = await renderPage(<ReportFooter report={{ ...report, coverage }} title="" state={toState(covers)} />);
  return body.textContent?.split(' Days in')[0];
};

it.each<[ReportCover | undefined, number | null, string]>([
  [undefined, 38, 'Covers 62% of the page views: those of who agreed to measuring.'],
  ['measured', null, 'Covers only who agreed to measuring; their share is not known.'],
  ['ordersAndVisits', 38, 'Covers all orders, and the visits of who agreed to measuring: 62% of the page views.'],
  ['ordersAndVisits', null, 'Covers all orders, and the visits of who agreed to measuring; their share is not known.'],
  ['choices', 38, 'Covers all choices of which there is a proof; 62% of the page views are under consent.'],
  ['choices', null, 'Covers all choices of which there is a proof.'],
  ['orders', 38, 'Covers all orders, online, at the till or imported.'],
])('below figures that cover %s, with %s page views only counted, stands of whom they are', async (...row) => {
  const [covers, exemptViews, words] = row;
  expect(await told(covers, exemptViews)).toBe(words);
});
