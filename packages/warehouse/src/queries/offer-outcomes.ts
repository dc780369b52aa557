import { purposeBits } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import { fromSeconds, toSeconds } from '../client/time.js';
import type { ArmOutcomes, OfferOutcomes, OfferOutcomesQuery } from '../offer-outcomes.js';
import { type Merges, readMerges, rootOf, toMergeParameters } from '../segments/merged-customers.js';
import { holdoutFraction } from './holdout-fraction.js';
import { isKept, refundOfOrder, refundsByOrder } from './refunds.js';

/** Visits in which the offer was shown or withheld; a visit's rows are added up, for parts merge late. */
const meetings = `SELECT visitor, '' AS named, min(first_at) AS at, true AS is_meeting, sum(views) = 0 AS is_withheld,
    sum(clicked) AS clicks, sum(dismissed) AS dismissals, false AS is_counted, toInt64(0) AS net
  FROM facts_by_kind
  WHERE site = {site:String} AND kind = 'offer' AND key = {offerId:String}
  GROUP BY visitor, session
  HAVING NOT max(is_internal) AND sum(views) + sum(withheld) > 0
    AND at >= {since:DateTime64(3, 'UTC')} AND at < {until:DateTime64(3, 'UTC')}`;

/** Orders of which something was kept. */
const sales = `SELECT o.visitor AS visitor, o.customer_id AS named, o.ts AS at, false AS is_meeting, false AS is_withheld,
    toUInt64(0) AS clicks, toUInt64(0) AS dismissals, o.currency = {currency:String} AS is_counted,
    toInt64(greatest(0, o.total_minor - ${refundOfOrder})) AS net
  FROM (SELECT * FROM orders FINAL WHERE site = {site:String}) AS o
  LEFT JOIN (${refundsByOrder}) AS r ON r.order_id = o.order_id
  WHERE o.ts >= {since:DateTime64(3, 'UTC')} AND o.ts < {until:DateTime64(3, 'UTC')} AND NOT o.is_bot AND NOT o.is_internal
    AND bitAnd(o.purposes, ${purposeBits.personalisation}) != 0 AND ${isKept}`;

/** A linked visitor is its customer; else one whose visits name exactly one person is that; else itself. */
const personOf = (merges: Merges) => `multiIf(
    d.named != '', concat('customer:', ${rootOf('d.named', merges)}),
    l.customer != '', concat('customer:', l.customer),
    length(n.ids) = 1, concat('customer:', n.ids[1]),
    concat('visitor:', toString(d.visitor)))`;

/** Of each person: where they first met the offer, and what they bought within the window after that. */
const outcomesOf = (merges: Merges) => `SELECT ${personOf(merges)} AS person, minIf(d.at, d.is_meeting) AS first_at,
    argMinIf(d.is_withheld, d.at, d.is_meeting) AS is_withheld, sum(d.clicks) AS clicks, sum(d.dismissals) AS dismissals,
    arrayFilter(s -> s.1 >= first_at AND s.1 < first_at + toIntervalDay({windowDays:UInt32}),
      groupArrayIf((d.at, d.is_counted, d.net), NOT d.is_meeting)) AS bought,
    arraySum(s -> if(s.2, toFloat64(s.3), 0), bought) AS revenue
  FROM (${meetings} UNION ALL ${sales}) AS d
  LEFT JOIN (
    SELECT visitor, argMin(customer_id, (-toUnixTimestamp64Milli(linked_at), customer_id)) AS linked_id,
      ${rootOf('linked_id', merges)} AS customer FROM persons
    WHERE site = {site:String} GROUP BY visitor) AS l ON l.visitor = d.visitor
  LEFT JOIN (
    SELECT visitor, groupUniqArrayArray(customer_ids) AS named_ids,
      arrayDistinct(arrayMap(id -> ${rootOf('id', merges)}, named_ids)) AS ids FROM facts_by_kind
    WHERE site = {site:String} AND kind = 'session' AND notEmpty(customer_ids) GROUP BY visitor) AS n ON n.visitor = d.visitor
  GROUP BY person
  HAVING max(d.is_meeting)`;

const toSql = (merges: Merges) => `SELECT is_withheld AS isWithheld,
  toFloat64(count()) AS persons,
  toFloat64(countIf(first_at >= {until:DateTime64(3, 'UTC')} - toIntervalDay(28))) AS recentPersons,
  toFloat64(countIf(clicks > 0)) AS clickedPersons,
  toFloat64(sum(clicks)) AS totalClicks,
  toFloat64(countIf(dismissals > 0)) AS dismissedPersons,
  toFloat64(countIf(notEmpty(bought))) AS convertedPersons,
  toFloat64(sum(length(bought))) AS totalOrders,
  toFloat64(sum(arrayCount(s -> NOT s.2, bought))) AS otherCurrencyOrders,
  sum(revenue) AS revenueMinor,
  sum(revenue * revenue) AS revenueSquares,
  toFloat64(countIf((${holdoutFraction('{salt:String}', 'person')} < {holdout:Float64}) != is_withheld)) AS movedPersons,
  toString(toUnixTimestamp64Milli(min(first_at)) / 1000) AS firstSeconds
FROM (${outcomesOf(merges)})
GROUP BY is_withheld`;

interface Row extends Omit<ArmOutcomes, 'clicks' | 'orders' | 'firstAt'> {
  isWithheld: boolean | number;
  totalClicks: number;
  totalOrders: number;
  firstSeconds: string;
}

const nobody: ArmOutcomes = {
  persons: 0,
  recentPersons: 0,
  clickedPersons: 0,
  clicks: 0,
  dismissedPersons: 0,
  convertedPersons: 0,
  orders: 0,
  otherCurrencyOrders: 0,
  revenueMinor: 0,
  revenueSquares: 0,
  movedPersons: 0,
  firstAt: undefined,
};

/** See `Warehouse.offerOutcomes`. A person who saw it and from whom it was withheld too counts where they were first. */
export async function offerOutcomes(clickhouse: ClickHouse, query: OfferOutcomesQuery): Promise<OfferOutcomes> {
  const { since, until, ...rest } = query;
  const merges = await readMerges(clickhouse, query.site);
  const rows = await clickhouse.rows<Row>(
    { action: 'tell what an offer earned', sql: toSql(merges), timeoutMs: 120_000 },
    { ...rest, ...toMergeParameters(merges), since: toSeconds(since), until: toSeconds(until) },
  );
  const armOf = (isWithheld: boolean): ArmOutcomes => {
    const row = rows.find((one) => Boolean(one.isWithheld) === isWithheld);
    if (!row) return nobody;
    const { isWithheld: _, totalClicks: clicks, totalOrders: orders, firstSeconds, ...counts } = row;
    return { ...counts, clicks, orders, firstAt: fromSeconds(firstSeconds) };
  };
  return { exposed: armOf(false), withheld: armOf(true) };
}
