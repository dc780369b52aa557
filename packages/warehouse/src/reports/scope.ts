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

/**
 * Visits, one row each: a session of `sessions` is several rows until they are merged, which FINAL does as it reads, in the order of
 * the table: grouping all of them takes twice as long and more memory than a report has before it goes to disk. Of a visit round New Year rows lie in two partitions:
 * both are read, for the period is a day wider here. An imported one has no purposes; a step that it did not take has no first time.
 * `among` chooses by the key before rows are merged.
 */
const visitsThat = (
  areMeant: string,
  among = '',
) => `SELECT visitor, session, started_at AS startedAt, ended_at AS endedAt, page_views AS pageViews, attention_ms AS attentionMs,
    channel, device, country, customer_ids AS customerIds, first_page_at AS firstPageAt, first_product_at AS firstProductAt,
    first_cart_at AS firstCartAt, first_checkout_at AS firstCheckoutAt, first_order_at AS firstOrderAt,
    cart_changes AS cartChanges
  FROM sessions FINAL ${among} WHERE site = {site:String}
    AND started_at >= toDateTime64({from:String}, 3, {timeZone:String}) - INTERVAL 1 DAY
    AND started_at < toDateTime64(toString(toDate({to:String}) + 2), 3, {timeZone:String})
    AND is_visit AND NOT is_internal AND (bitAnd(purposes, ${purposeBits.measurement}) != 0 OR purposes = 0)
    AND ${areMeant}
    AND ${isFiltered('channel')} AND ${isFiltered('device')} AND ${isFiltered('country')}`;

/** Those that begin in the period. */
export const measuredVisits = visitsThat(inPeriod('started_at'));

/** Those that put something into the cart, whenever they begin: what they put in has times of its own. */
export const visitsWithCart = visitsThat(
  'isNotNull(first_cart_at)',
  'PREWHERE (visitor, session) IN (SELECT visitor, session FROM sessions WHERE site = {site:String} AND isNotNull(first_cart_at))',
);

/** Orders, whoever told them, the first of an id, in any currency and of any channel. Read `orders FINAL`. */
export const soldOrders = `site = {site:String} AND ${inPeriod('ts')} AND NOT is_bot AND NOT is_internal
    AND (bitAnd(purposes, ${purposeBits.measurement}) != 0 OR basis IN ('import', 'contract'))`;

/** Those in the currency of the report; the channel is that which told them. */
export const countedOrders = `${soldOrders} AND currency = {currency:String} AND ${isFiltered('channel')}`;
