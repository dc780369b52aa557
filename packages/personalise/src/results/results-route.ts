import { type Offer, ProblemError, type Site } from '@sillage/protocol';
import type { OfferOutcomesQuery, Warehouse } from '@sillage/warehouse';
import type { Context } from 'hono';
import { tellResults } from './tell-results.js';

/** Days within which a purchase counts, unless `?windowDays=` says otherwise: 1 to 90. */
const defaultWindowDays = 14;
/** Days before now where an offer has no start: what is kept is not kept much longer. */
const longestDays = 730;
const dayMs = 86_400_000;

export interface ResultsInput {
  site: Site;
  offer: Offer;
  warehouse: Pick<Warehouse, 'offerOutcomes'>;
  now: number;
}

/** `GET /v1/offers/<id>/results`, with `?windowDays=`, `?since=` and `?until=` (milliseconds since 1970). */
export async function answerResults(
  context: Context,
  { site, offer, warehouse, now }: ResultsInput,
): Promise<Response> {
  const until = readNumber(context, 'until', { default: now, min: 0, max: now });
  const begin = Math.min(until, Math.max(offer.startsAt ?? 0, now - longestDays * dayMs));
  const query: OfferOutcomesQuery = {
    site: site.id,
    offerId: offer.id,
    since: readNumber(context, 'since', { default: begin, min: 0, max: until }),
    until,
    windowDays: readNumber(context, 'windowDays', { default: defaultWindowDays, min: 1, max: 90 }),
    currency: site.currency,
    salt: offer.salt ?? offer.id,
    holdout: offer.holdout,
  };
  return context.json(tellResults(offer, query, await warehouse.offerOutcomes(query)));
}

function readNumber(context: Context, name: string, bounds: { default: number; min: number; max: number }): number {
  const text = context.req.query(name);
  if (text === undefined) return bounds.default;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= bounds.min && value <= bounds.max) return value;
  throw new ProblemError('invalid_request', `${name}: a whole number from ${bounds.min} to ${bounds.max}`);
}
