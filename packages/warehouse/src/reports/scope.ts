import { purposeBits } from '@sillage/protocol';

/**
 * What every report counts, as conditions over the columns of the tables: the site's, in the period, neither bots nor the shop's own
 * people, held for measuring (or imported). Each begins without AND; their values are bound by `runReport`.
 */

/** From the midnight that begins the first day to the one that ends the last, in the site's time zone. */
export const inPeriod = (column: string) => `${column} >= toDateTime64({from:String}, 3, {timeZone:String})
    AND ${column} < toDateTime64(toString(toDate({to:String}) + 1), 3, {timeZone:String})`;

/** The day of the site. */
export const dayOf = (column: string) => `toDate(${column}, {timeZone:String})`;

const isFiltered = (column: 'channel' | 'device' | 'country') =>
  `({${column}:String} = '' OR ${column} = {${column}:String})`;

/** Rows of `events`. */
export const measuredEvents = `site = {site:String} AND ${inPeriod('ts')} AND NOT is_bot AND NOT is_internal
    AND (bitAnd(purposes, ${purposeBits.measurement}) != 0 OR basis = 'import')
    AND ${isFiltered('channel')} AND ${isFiltered('device')} AND ${isFiltered('country')}`;

/** Visits, one row each: a session of `sessions` is several rows until they are merged. An imported one has no purposes. */
export const measuredVisits = `SELECT visitor, session, min(started_at) AS startedAt, max(ended_at) AS endedAt,
    sum(page_views) AS pageViews, sum(attention_ms) AS attentionMs, any(channel) AS channel, any(device) AS device,
    max(country) AS country, groupUniqArrayArray(customer_ids) AS customerIds
  FROM (SELECT * FROM sessions WHERE site = {site:String}
    AND started_at >= toDateTime64({from:String}, 3, {timeZone:String}) - INTERVAL 1 DAY
    AND started_at < toDateTime64(toString(toDate({to:String}) + 2), 3, {timeZone:String}))
  GROUP BY visitor, session
  HAVING max(is_visit) AND NOT max(is_internal)
    AND (bitAnd(groupBitOr(purposes), ${purposeBits.measurement}) != 0 OR groupBitOr(purposes) = 0)
    AND ${inPeriod('startedAt')}
    AND ${isFiltered('channel')} AND ${isFiltered('device')} AND ${isFiltered('country')}`;

/** Orders, whoever told them, the first of an id; in the currency of the report. Read `orders FINAL`. */
export const countedOrders = `site = {site:String} AND ${inPeriod('ts')} AND NOT is_bot AND NOT is_internal
    AND currency = {currency:String}
    AND (bitAnd(purposes, ${purposeBits.measurement}) != 0 OR basis IN ('import', 'contract'))
    AND ({channel:String} = '' OR channel = {channel:String})`;
