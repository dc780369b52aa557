import type { Merges } from '../segments/merged-customers.js';
import { asOf } from './people.js';
import { personOrders } from './person-orders.js';

/**
 * What `@sillage/lifetime` says of a person, in SQL: `probabilityAlive`, `expectedTransactions` and `expectedAverageValue`; a test holds the
 * two together. So nothing that is derived of a person is stored, and an order or an erasure counts at once.
 */

/** Parameters of the latest fit: 0 where there is none. */
const model = (['r', 'alpha', 'a', 'b', 'p', 'q', 'gamma'] as const).map(
  (name) =>
    `ifNull((SELECT argMax(${name}, at) FROM lifetime_models WHERE site = {site:String} AND currency = {currency:String}), 0) AS ${name}`,
);

/** Expected are the transactions of 12 months. */
export const horizonWeeks = 365 / 7;

/** Of a report's last day, or today where that is later: age is counted until then, as at a fit. */
const lastDay = `toDate(fromUnixTimestamp64Milli(${asOf} - 1), {timeZone:String})`;

/** Persons with their transactions, of which several on a day are one: `frequency`, `recency` and `age` in weeks, and what they spent. */
const pasts = (
  merges: Merges,
) => `SELECT person, toInt64(sum(orders_of_day)) AS orders, max(last_of_day) AS last_at, toInt64(sum(spent)) AS revenue,
    toInt64(count()) - 1 AS frequency, dateDiff('day', min(day), max(day)) / 7 AS recency, dateDiff('day', min(day), ${lastDay}) / 7 AS age,
    if(frequency = 0, 0, (revenue - argMin(spent, day)) / frequency) AS mean_repeat
  FROM (
    SELECT person, toDate(at, {timeZone:String}) AS day, sum(net) AS spent, count() AS orders_of_day, max(at) AS last_of_day
    FROM (${personOrders(merges)}) GROUP BY person, day)
  GROUP BY person`;

/** The terms of 2F1 go on until they are below a ten-millionth, or so many. */
const mostTerms = 600;

const besides = (value: string, pole: number) => `if(abs(${value} - ${pole}) < 1e-6, ${pole + 1e-6}, ${value})`;

/** Transactions to be expected of who is active, by frequency and age, which many persons share. */
const factors = `SELECT frequency, age,
    ${besides('a', 1)} AS a1, ${besides('a1 + b + frequency - 1', 0)} AS c, (alpha + age) / (alpha + age + ${horizonWeeks}) AS passed,
    arrayMap(k -> (a1 + b - 1 - r + k) * (a1 - 1 + k) / ((c + k) * (k + 1)) * (1 - passed),
      range(toUInt32(least(${mostTerms}, 30 + ceil(log(1e-7) / log(1 - passed)))))) AS ratios,
    1 + arraySum((size, signs) -> exp(size) * if(signs % 2 = 1, -1, 1),
      arrayCumSum(arrayMap(one -> log(abs(one)), ratios)), arrayCumSum(arrayMap(one -> toInt64(one < 0), ratios))) AS series,
    c / (a1 - 1) * (1 - pow(passed, a1 - 1) * series) AS while_active
  FROM (SELECT DISTINCT frequency, age FROM pasts) WHERE r > 0`;

const left = 'if(frequency = 0, 0, a / (b + frequency - 1) * pow((alpha + age) / (alpha + recency), r + frequency))';

/**
 * `WITH …` that names `predicted`, a row a person: `person`, `orders`, `last_at`, `revenue`, `frequency`, and `probability`, `expected_orders`,
 * `expected_value` within 12 months, NULL where there is no model. To be followed by a SELECT.
 */
export const withPredictions = (merges: Merges) => `WITH ${model.join(',\n  ')},
  pasts AS MATERIALIZED (${pasts(merges)}),
  predicted AS (
    SELECT person, orders, last_at, revenue, frequency, if(r = 0, NULL, 1 / (1 + ${left})) AS probability,
      probability * factors.while_active AS expected_orders,
      if(q <= 1, NULL, expected_orders * p * (gamma + mean_repeat * frequency) / (p * frequency + q - 1)) AS expected_value
    FROM pasts LEFT JOIN (${factors}) AS factors ON factors.frequency = pasts.frequency AND factors.age = pasts.age)`;
