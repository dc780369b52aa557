import type { ClickHouse } from '../client/clickhouse.js';
import type { OfferContacts, OfferContactsQuery } from '../insight-store.js';
import { type Merges, readMerges, toMergeParameters } from '../segments/merged-customers.js';
import { byPerson, people } from '../segments/person-scope.js';

const dayMs = 86_400_000;
const ofSite = 'site = {site:String}';
const settings = { priority: '8', max_threads: 2, max_execution_time: 30 } as const;

/** What a visit says of an offer or contact, whole: its rows are added up, for parts merge late. */
const visits = (kinds: string) => `SELECT visitor, key, sum(views) AS shown, sum(withheld) AS kept_back,
    sum(clicked) AS clicks, sum(dismissed) AS dismissals, toUnixTimestamp64Milli(max(last_at)) AS ended
  FROM facts_by_kind WHERE ${ofSite} AND kind IN (${kinds})
  GROUP BY visitor, session, kind, key
  HAVING NOT max(is_internal)`;
const columns = 'key, shown, kept_back, clicks, dismissals, ended';

/** Persons of those visits: see `people`. */
function byPersons(kinds: string, merges: Merges): { shared: string; rows: string } {
  const ofVisitors = `AND visitor IN (SELECT visitor FROM facts_by_kind WHERE ${ofSite} AND kind IN (${kinds}))`;
  const sessions = `SELECT visitor, customer_ids FROM facts_by_kind
  WHERE ${ofSite} AND kind = 'session' AND notEmpty(customer_ids) ${ofVisitors}`;
  const rows = byPerson(visits(kinds), columns, { isOf: '1', isJoined: true, isMeant: '1' });
  return { shared: `WITH all_sessions AS (${sessions}), people AS (${people(ofVisitors, merges)})`, rows };
}

/** Days by the id of the offer, as the query binds them; 0 of one that is not asked for. */
const ofOffer = (name: string) => `transform(key, {ids:Array(String)}, {${name}:Array(Int64)}, toInt64(0))`;
const daysAgo = (days: string) => `{now:Int64} - ${days} * ${dayMs}`;

function toOffersSql(merges: Merges): string {
  const { shared, rows } = byPersons("'offer'", merges);
  const lately = 'ended > {since:Int64}';
  return `${shared}
SELECT key AS id, toFloat64(sum(seen)) AS exposures, toFloat64(sum(held)) AS withheld, toFloat64(sum(clicked)) AS clicks,
  toFloat64(sum(sent_away)) AS dismissals, toFloat64(countIf(seen > 0)) AS persons,
  toFloat64(countIf(cap > 0 AND met >= cap)) AS capped, toFloat64(countIf(is_cooling)) AS cooling
FROM (
  SELECT key, person, ${ofOffer('caps')} AS cap,
    sumIf(shown, ${lately}) AS seen, sumIf(kept_back, ${lately}) AS held, sumIf(clicks, ${lately}) AS clicked,
    sumIf(dismissals, ${lately}) AS sent_away,
    sumIf(shown + kept_back, ended > ${daysAgo(ofOffer('capDays'))}) AS met,
    sumIf(dismissals, ended > ${daysAgo(ofOffer('cooldowns'))}) > 0 AS is_cooling
  FROM (${rows})
  WHERE key IN {ids:Array(String)}
  GROUP BY key, person
)
GROUP BY key`;
}

function toPressedSql(merges: Merges): string {
  const { shared, rows } = byPersons("'offer', 'contact'", merges);
  return `${shared}
SELECT toFloat64(count()) AS pressed FROM (
  SELECT person FROM (${rows}) WHERE ended > ${daysAgo('{days:Int64}')}
  GROUP BY person HAVING sum(shown) >= {contacts:Int64}
)`;
}

interface Row {
  id: string;
  exposures: number;
  withheld: number;
  clicks: number;
  dismissals: number;
  persons: number;
  capped: number;
  cooling: number;
}

/** See `InsightStore.offerContacts`. */
export async function offerContacts(clickhouse: ClickHouse, query: OfferContactsQuery): Promise<OfferContacts> {
  const merges = await readMerges(clickhouse, query.site);
  const [offers, pressed] = await Promise.all([
    readOffers(clickhouse, query, merges),
    countPressed(clickhouse, query, merges),
  ]);
  return { offers: new Map(offers.map(({ id, ...figures }) => [id, figures])), pressed };
}

async function readOffers(clickhouse: ClickHouse, query: OfferContactsQuery, merges: Merges): Promise<Row[]> {
  const { site, now, since, offers } = query;
  if (offers.length === 0) return [];
  return clickhouse.rows<Row>(
    { action: 'tell whom offers have reached', sql: toOffersSql(merges), settings },
    {
      site,
      now,
      since,
      ids: offers.map(({ id }) => id),
      caps: offers.map(({ cap }) => cap?.exposures ?? 0),
      capDays: offers.map(({ cap }) => cap?.days ?? 0),
      cooldowns: offers.map(({ cooldownDays }) => cooldownDays),
      ...toMergeParameters(merges),
    },
  );
}

async function countPressed(clickhouse: ClickHouse, query: OfferContactsQuery, merges: Merges): Promise<number> {
  const { site, now, pressure } = query;
  if (!pressure) return 0;
  const [row] = await clickhouse.rows<{ pressed: number }>(
    { action: 'count who was approached enough', sql: toPressedSql(merges), settings },
    { site, now, ...pressure, ...toMergeParameters(merges) },
  );
  return row?.pressed ?? 0;
}
