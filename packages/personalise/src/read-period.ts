import { ProblemError, type Site } from '@sillage/protocol';
import type { Context } from 'hono';
import { dayOfSite } from './segments/day-of-site.js';

export const dayMs = 86_400_000;
const usualDays = 30;
/** Of one answer. */
const mostDays = 1_100;

/** `?from=` and `?to=`, days of the site, both included; default the last 30. Throws `invalid_request`. */
export function readPeriod(context: Context, site: Pick<Site, 'timeZone'>, now: number): { from: string; to: string } {
  const to = readDay(context, 'to') ?? dayOfSite(site, now);
  const from = readDay(context, 'from') ?? toDay(Date.parse(to) - (usualDays - 1) * dayMs);
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days < 1 || days > mostDays) throw new ProblemError('invalid_request', `from, to: 1 to ${mostDays} days`);
  return { from, to };
}

function readDay(context: Context, name: string): string | undefined {
  const text = context.req.query(name);
  if (text === undefined) return undefined;
  const at = /^(19[7-9]\d|20\d\d|21[0-3]\d)-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at) && toDay(at) === text) return text;
  throw new ProblemError('invalid_request', `${name}: a day such as 2026-10-01`);
}

/** ISO 8601, of a midnight UTC. */
export const toDay = (at: number) => new Date(at).toISOString().slice(0, 10);
