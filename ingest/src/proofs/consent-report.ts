import { ProblemError } from '@sillage/protocol';
import { type ConsentGrouping, consentGroupings } from '@sillage/warehouse';
import type { Context } from 'hono';
import type { ProofRequest, ProofRoutesOptions } from './proof-routes.js';

const dayMs = 86_400_000;
const usualDays = 30;

/**
 * `GET /v1/reports/consent`, `?by=day|source|page`, `?from=` and `?to=` as days of the site, both included; the last 30 days
 * by default. Decisions of which there is a proof; a refusal by nobody leaves no trace, so it is not counted (decisions/0108).
 */
export async function answerConsentReport(
  { context, site }: ProofRequest,
  { store, clock }: ProofRoutesOptions,
): Promise<Response> {
  const today = clock();
  const to = readDay(context, 'to') ?? toDay(today, site.timeZone);
  const from = readDay(context, 'from') ?? toDay(today - (usualDays - 1) * dayMs, site.timeZone);
  if (from > to) throw new ProblemError('invalid_request', 'from: is after to');
  const by = readGrouping(context);
  const decisions = await store.consentCounts({ site: site.id, from, to, timeZone: site.timeZone, by });
  return context.json({ site: site.id, from, to, by, decisions, refusals: 'not_counted' });
}

function readGrouping(context: Context): ConsentGrouping {
  const asked = context.req.query('by') ?? 'day';
  const by = consentGroupings.find((each) => each === asked);
  if (by === undefined) throw new ProblemError('invalid_request', `by: one of ${consentGroupings.join(', ')}`);
  return by;
}

function readDay(context: Context, name: string): string | undefined {
  const text = context.req.query(name);
  if (text === undefined) return undefined;
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  // 30 February is read as a day of March
  if (isDay && new Date(text).toISOString().startsWith(text)) return text;
  throw new ProblemError('invalid_request', `${name}: not a day such as 2026-11-22`);
}

/** ISO 8601. */
function toDay(at: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}
