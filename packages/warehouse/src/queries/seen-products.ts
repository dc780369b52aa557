import { purposeBits } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type { LearntProduct, SeenProduct, SeenQuery } from '../product-store.js';

/** Visitors of a product whose word counts, the last ones; and how many must agree. */
const voters = 30;
const fewest = 3;

/** What most of the voters say; empty where none has most. */
const voted = (words: string) => `arrayFirst(
    one -> arrayCount(other -> other = one, ${words}) >= ${fewest} AND arrayCount(other -> other = one, ${words}) * 2 > length(${words}),
    ${words})`;

/**
 * One word a visitor and product: their last. Who sends more says no more, and a value from outside counts only where
 * several visitors brought it.
 */
const learntSql = `SELECT id, voters, ${voted('names')} AS name, ${voted('paths')} AS path, ${voted('brands')} AS brand,
  ${voted('prices')} AS price, ${voted('topic_lists')} AS topics
FROM (
  SELECT id, count() AS voters, groupArray(said_name) AS names, groupArray(said_path) AS paths,
    groupArray(said_brand) AS brands, groupArray(said_price) AS prices, groupArray(said_topics) AS topic_lists
  FROM (
    SELECT product_id AS id, visitor, max(ts) AS at, argMax(product_name, ts) AS said_name, argMax(path, ts) AS said_path,
      argMax(toString(brand), ts) AS said_brand,
      argMax(if(isNull(price_minor), '', concat(toString(assumeNotNull(price_minor)), ' ', currency)), ts) AS said_price,
      argMax(arrayMap(topic -> toString(topic), topics), ts) AS said_topics
    FROM events
    PREWHERE site = {site:String} AND type = 'product_view' AND ts >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
    WHERE product_id != '' AND NOT is_bot AND NOT is_internal AND bitAnd(purposes, ${purposeBits.personalisation}) != 0
    GROUP BY id, visitor
    ORDER BY at DESC, visitor
    LIMIT ${voters} BY id
  )
  GROUP BY id
  HAVING voters >= ${fewest}
)
ORDER BY voters DESC, id
LIMIT {limit:UInt32}`;

const seenSql = `SELECT key AS productId, toFloat64(sum(views) + countIf(added > 0)) AS seen,
  toFloat64(uniq(visitor)) AS visitors, toFloat64(toUnixTimestamp64Milli(max(last_at))) AS lastAt
FROM facts_by_kind
WHERE site = {site:String} AND kind = 'product' AND NOT is_internal
  AND last_at >= fromUnixTimestamp64Milli({since:Int64}, 'UTC')
GROUP BY key
HAVING seen > 0
ORDER BY seen DESC, key
LIMIT {limit:UInt32}`;

/** In the background, of tables that are large. */
const patience = { timeoutMs: 120_000, settings: { max_bytes_before_external_group_by: '300000000' } } as const;

interface Row {
  id: string;
  voters: string;
  name: string;
  path: string;
  brand: string;
  price: string;
  topics: string[];
}

/** See `ProductStore.learntProducts`. */
export async function learntProducts(clickhouse: ClickHouse, query: SeenQuery): Promise<LearntProduct[]> {
  const asked = { action: 'learn products from pages', sql: learntSql, ...patience };
  const rows = await clickhouse.rows<Row>(asked, { ...query });
  return rows.map(({ id, voters: visitors, name, path, brand, price, topics }) => {
    const [amount, currency = ''] = price.split(' ');
    return {
      id,
      visitors: Number(visitors),
      ...(name !== '' && { name }),
      ...(path !== '' && { path }),
      ...(brand !== '' && { brand }),
      ...(currency !== '' && { priceMinor: Number(amount), currency }),
      topics,
    };
  });
}

/** See `ProductStore.seenProducts`. */
export async function seenProducts(clickhouse: ClickHouse, query: SeenQuery): Promise<SeenProduct[]> {
  const asked = { action: 'count products of events', sql: seenSql, ...patience };
  const rows = await clickhouse.rows<Omit<SeenProduct, 'events'> & { seen: number }>(asked, { ...query });
  return rows.map(({ productId, seen, visitors, lastAt }) => ({ productId, events: seen, visitors, lastAt }));
}
