import type { ClickHouseSettings } from '@clickhouse/client';
import type { ClickHouse, Parameters } from '../client/clickhouse.js';
import type {
  LifetimeQuestion,
  LifetimeState,
  LifetimeStore,
  StoredLifetimeData,
  StoredLifetimeModel,
  StoredPast,
} from '../lifetime-store.js';
import { personOrders } from '../reports/person-orders.js';
import { type Merges, readMerges, toMergeParameters } from '../segments/merged-customers.js';

/** Nobody waits for it: visitors, loading and reports go first. */
const settings: ClickHouseSettings = { priority: '9', max_memory_usage: '600000000' };
const timeoutMs = 120_000;

export function toLifetimeStore(clickhouse: ClickHouse): LifetimeStore {
  return {
    lifetimeState: (question) => lifetimeState(clickhouse, question),
    lifetimeData: (question) => lifetimeData(clickhouse, question),
    noteLifetimeModel: (model) => noteLifetimeModel(clickhouse, model),
  };
}

const stateSql = `SELECT
  (SELECT count() FROM orders WHERE site = {site:String} AND currency = {currency:String}) AS held,
  max(toUnixTimestamp64Milli(lifetime_models.at)) AS fitted, argMax(lifetime_models.orders, lifetime_models.at) AS known
FROM lifetime_models WHERE site = {site:String} AND currency = {currency:String}`;

async function lifetimeState(
  clickhouse: ClickHouse,
  question: Pick<LifetimeQuestion, 'site' | 'currency'>,
): Promise<LifetimeState> {
  const rows = await clickhouse.rows<{ held: string; fitted: string; known: string }>(
    { action: 'look whether orders have grown', sql: stateSql },
    { ...question },
  );
  const [held, at, orders] = rows.flatMap((row) => [Number(row.held), Number(row.fitted), Number(row.known)]);
  return { orders: held ?? 0, ...(at ? { latest: { at, orders: orders ?? 0 } } : {}) };
}

const days = (merges: Merges) => `SELECT person, toDate(at, {timeZone:String}) AS day, sum(net) AS spent
  FROM (${personOrders(merges)}) GROUP BY person, day`;

/** Persons who had bought by a day, with what they did until then and how often since. */
const pastsSql = (merges: Merges) => `SELECT frequency, recency, age, toFloat64(count()) AS persons,
  toFloat64(sum(later)) AS later
FROM (
  SELECT toFloat64(countIf(day <= toDate({asOf:String}))) - 1 AS frequency,
    dateDiff('day', min(day), maxIf(day, day <= toDate({asOf:String}))) / 7 AS recency,
    dateDiff('day', min(day), toDate({asOf:String})) / 7 AS age,
    countIf(day > toDate({asOf:String})) AS later
  FROM (${days(merges)}) GROUP BY person HAVING min(day) <= toDate({asOf:String}))
GROUP BY frequency, recency, age
ORDER BY frequency, recency, age`;

/** Means within half a percent are one, so that a large shop has no more of them than a small one; it moves no parameter by a ten-thousandth. */
const spendsSql = (merges: Merges) => `SELECT frequency, avg(mean) AS meanValue, toFloat64(count()) AS persons
FROM (
  SELECT toFloat64(count()) - 1 AS frequency, toFloat64(sum(spent) - argMin(spent, day)) / frequency AS mean
  FROM (${days(merges)}) GROUP BY person HAVING frequency > 0 AND mean > 0)
GROUP BY frequency, floor(log(mean) * 200)
ORDER BY frequency, meanValue`;

interface PastRow extends StoredPast {
  later: number;
}

async function lifetimeData(clickhouse: ClickHouse, question: LifetimeQuestion): Promise<StoredLifetimeData> {
  const { site, timeZone, lastDay, currency } = question;
  const merges = await readMerges(clickhouse, site);
  const parameters = { site, timeZone, currency, to: lastDay, ...toMergeParameters(merges) };
  const ask = <Row>(sql: string, more: Parameters = {}) =>
    clickhouse.rows<Row>({ action: 'read what persons bought', sql, timeoutMs, settings }, { ...parameters, ...more });
  const askPasts = (asOf: string) => ask<PastRow>(pastsSql(merges), { asOf });
  const rows = await askPasts(lastDay);
  const spends = await ask<StoredLifetimeData['spends'][number]>(spendsSql(merges));
  const weeks = weeksOfCheck(rows);
  const earlier = weeks === 0 ? [] : await askPasts(weeksBefore(lastDay, weeks));
  const check = {
    pasts: earlier.map(toPast),
    weeks,
    transactions: earlier.reduce((total, { later }) => total + later, 0),
  };
  return { pasts: rows.map(toPast), spends, ...(weeks > 0 && { check }) };
}

const toPast = ({ frequency, recency, age, persons }: PastRow): StoredPast => ({ frequency, recency, age, persons });

/** The last third of the time, a year at most; less than four weeks tell nothing. */
function weeksOfCheck(rows: readonly PastRow[]): number {
  const weeks = Math.min(52, Math.floor(rows.reduce((oldest, { age }) => Math.max(oldest, age), 0) / 3));
  return weeks < 4 ? 0 : weeks;
}

function weeksBefore(day: string, weeks: number): string {
  return new Date(Date.parse(day) - weeks * 7 * 86_400_000).toISOString().slice(0, 10);
}

const columns: Record<keyof StoredLifetimeModel, [name: string, type: string]> = {
  site: ['site', 'String'],
  at: ['at', 'Int64'],
  lastDay: ['last_day', 'Date'],
  currency: ['currency', 'String'],
  reason: ['reason', 'String'],
  persons: ['persons', 'UInt64'],
  repeatBuyers: ['repeat_buyers', 'UInt64'],
  orders: ['orders', 'UInt64'],
  r: ['r', 'Float64'],
  alpha: ['alpha', 'Float64'],
  a: ['a', 'Float64'],
  b: ['b', 'Float64'],
  logLikelihood: ['log_likelihood', 'Float64'],
  p: ['p', 'Float64'],
  q: ['q', 'Float64'],
  gamma: ['gamma', 'Float64'],
  holdoutWeeks: ['holdout_weeks', 'Float64'],
  holdoutExpected: ['holdout_expected', 'Float64'],
  holdoutTransactions: ['holdout_transactions', 'UInt64'],
};

const names = Object.values(columns).map(([name]) => name);

const noteSql = `INSERT INTO lifetime_models (${names.join(', ')})
SELECT ${names.map((name) => (name === 'at' ? "fromUnixTimestamp64Milli(at, 'UTC')" : name)).join(', ')}
FROM input('${Object.values(columns)
  .map((column) => column.join(' '))
  .join(', ')}')
FORMAT JSONEachRow`;

async function noteLifetimeModel(clickhouse: ClickHouse, model: StoredLifetimeModel): Promise<void> {
  const row = Object.entries(columns).map(([key, [name]]) => [name, model[key as keyof StoredLifetimeModel]]);
  const line = Buffer.from(`${JSON.stringify(Object.fromEntries(row))}\n`);
  await clickhouse.insertLines({ action: 'note what was fitted on orders', sql: noteSql }, line);
}
