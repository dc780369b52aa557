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
const visitsThat = (
  areMeant: string,
) => `SELECT visitor, session, min(started_at) AS startedAt, max(ended_at) AS endedAt,
    sum(page_views) AS pageViews, sum(attention_ms) AS attentionMs, any(channel) AS channel, any(device) AS device,
    max(country) AS country, groupUniqArrayArray(customer_ids) AS customerIds
  FROM (SELECT * FROM sessions WHERE site = {site:String}
    AND started_at >= toDateTime64({from:String}, 3, {timeZone:String}) - INTERVAL 1 DAY
    AND started_at < toDateTime64(toString(toDate({to:String}) + 2), 3, {timeZone:String}))
  GROUP BY visitor, session
  HAVING max(is_visit) AND NOT max(is_internal)
    AND (bitAnd(groupBitOr(purposes), ${purposeBits.measurement}) != 0 OR groupBitOr(purposes) = 0)
    AND ${areMeant}
    AND ${isFiltered('channel')} AND ${isFiltered('device')} AND ${isFiltered('country')}`;

/** Those that begin in the period. */
export const measuredVisits = visitsThat(inPeriod('startedAt'));

/** Of events in a visit an order may be told by the shop's server, without a device, a country or purposes of its own. */
const ofVisits = (visits: string) => `site = {site:String} AND NOT is_bot AND NOT is_internal
    AND (bitAnd(purposes, ${purposeBits.measurement}) != 0 OR basis = 'import' OR basis = 'contract' AND type = 'purchase')
    AND (visitor, session) IN (SELECT visitor, session FROM (${visits}))`;

/** Rows of `events` in visits that begin in the period, to their end; the filters are those of the visit. */
export const eventsOfVisits = `ts >= toDateTime64({from:String}, 3, {timeZone:String})
    AND ts < toDateTime64(toString(toDate({to:String}) + 2), 3, {timeZone:String}) AND ${ofVisits(measuredVisits)}`;

/** Rows of `events` in the period, in visits whenever these begin; the filters are those of the visit. */
export const visitEventsInPeriod = `${inPeriod('ts')} AND ${ofVisits(visitsThat('1'))}`;

/** Orders, whoever told them, the first of an id, in any currency and of any channel. Read `orders FINAL`. */
export const soldOrders = `site = {site:String} AND ${inPeriod('ts')} AND NOT is_bot AND NOT is_internal
    AND (bitAnd(purposes, ${purposeBits.measurement}) != 0 OR basis IN ('import', 'contract'))`;

/** Those in the currency of the report; the channel is that which told them. */
export const countedOrders = `${soldOrders} AND currency = {currency:String} AND ${isFiltered('channel')}`;
