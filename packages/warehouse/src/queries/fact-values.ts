import type { ValueFact } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type { FactValuesQuery, StoredFactValue } from '../insight-store.js';

const rowsOf = (kinds: string) => `facts_by_kind WHERE site = {site:String} AND kind IN (${kinds}) AND NOT is_internal`;
const best = 'ORDER BY times DESC, value LIMIT {limit:UInt32}';

/** `a/b/c` → `a`, `a/b`, `a/b/c`. */
const withAbove = `arrayDistinct(arrayFlatten(arrayMap(topic -> arrayMap(
      place -> arrayStringConcat(arraySlice(splitByChar('/', topic), 1, place), '/'),
      range(1, length(splitByChar('/', topic)) + 1)), topics)))`;

const ofSessions = (column: string) => `SELECT ${column} AS value, '' AS name, toFloat64(count()) AS times
FROM ${rowsOf("'session'")} AND ${column} != '' GROUP BY value ${best}`;

/** Rows with the same topics are counted before their topics are told apart: there are few such lists. */
const sqlOf: Record<ValueFact, string> = {
  topic: `SELECT value, '' AS name, toFloat64(sum(rows)) AS times
FROM (SELECT topics, count() AS rows FROM ${rowsOf("'page', 'product'")} AND notEmpty(topics) GROUP BY topics)
ARRAY JOIN ${withAbove} AS value
GROUP BY value ${best}`,
  brand: `SELECT brand AS value, '' AS name, toFloat64(count()) AS times
FROM ${rowsOf("'product'")} AND brand != '' GROUP BY value ${best}`,
  product: `SELECT value, known.name AS name, times
FROM (SELECT key AS value, toFloat64(count()) AS times FROM ${rowsOf("'product'")} GROUP BY value ${best}) AS seen
LEFT JOIN (SELECT id, name FROM catalogue FINAL WHERE site = {site:String} AND NOT is_removed) AS known ON known.id = seen.value
${best}`,
  country: ofSessions('country'),
  device: ofSessions('device'),
  channel: ofSessions('channel'),
};

/** See `InsightStore.factValues`. */
export async function factValues(
  clickhouse: ClickHouse,
  { site, fact, limit }: FactValuesQuery,
): Promise<StoredFactValue[]> {
  return clickhouse.rows<StoredFactValue>(
    {
      action: 'list the values of a fact',
      sql: sqlOf[fact],
      settings: { priority: '8', max_threads: 2, max_execution_time: 30 },
    },
    { site, limit },
  );
}
