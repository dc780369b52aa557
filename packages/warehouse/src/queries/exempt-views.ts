import type { ClickHouse } from '../client/clickhouse.js';
import type { ExemptAnswer, ExemptCount, ExemptQuery, ExemptStore } from '../exempt-store.js';

const addSql = 'INSERT INTO exempt_views FORMAT JSONEachRow';

async function addExemptCounts(clickhouse: ClickHouse, token: string, counts: readonly ExemptCount[]): Promise<void> {
  if (counts.length === 0) return;
  // an unquoted integer is a DateTime's seconds
  const lines = counts.map((count) => `${JSON.stringify({ ...count, hour: count.hour / 1000 })}\n`);
  const settings = { insert_deduplicate: 1, insert_deduplication_token: token } as const;
  const query = { action: 'add counts of the exempt mode', sql: addSql, settings };
  await clickhouse.insertLines(query, Buffer.from(lines.join('')));
}

/** Every view has one device, so that their sum by time is the number of views. */
const groups: Record<ExemptQuery['by'], { dimension: string; value: string }> = {
  path: { dimension: 'path', value: 'value' },
  referrer: { dimension: 'referrer', value: 'value' },
  device: { dimension: 'device', value: 'value' },
  hour: { dimension: 'device', value: `formatDateTime(toTimeZone(hour, {timeZone:String}), '%Y-%m-%dT%H:00')` },
  day: { dimension: 'device', value: 'toString(toDate(hour, {timeZone:String}))' },
};

async function exemptViews(clickhouse: ClickHouse, query: ExemptQuery): Promise<ExemptAnswer> {
  const { by, least, limit, ...period } = query;
  const { dimension, value } = groups[by];
  const isTime = by === 'hour' || by === 'day';
  const sql = `WITH ranked AS (
  SELECT ${value} AS told, sum(views) AS total, row_number() OVER (ORDER BY total DESC, told) AS place
  FROM exempt_views
  WHERE site = {site:String} AND dimension = {dimension:String}
    AND toDate(hour, {timeZone:String}) BETWEEN {from:Date} AND {to:Date}
  GROUP BY told)
SELECT ${isTime ? 'false' : '(total < {least:UInt32} OR place > {limit:UInt32})'} AS is_few,
  if(is_few, '', told) AS value, toFloat64(sum(total)) AS views, toFloat64(count()) AS values
FROM ranked
GROUP BY is_few, value
ORDER BY ${isTime ? 'value' : 'views DESC, value'}`;
  const rows = await clickhouse.rows<{ is_few: boolean; value: string; views: number; values: number }>(
    { action: 'read counts of the exempt mode', sql },
    { ...period, dimension, ...(!isTime && { least, limit }) },
  );
  const few = rows.find((row) => row.is_few);
  return {
    rows: rows.filter((row) => !row.is_few).map((row) => ({ value: row.value, views: row.views })),
    few: { values: few?.values ?? 0, views: few?.views ?? 0 },
  };
}

export function toExemptStore(clickhouse: ClickHouse): ExemptStore {
  return {
    addExemptCounts: (token, counts) => addExemptCounts(clickhouse, token, counts),
    exemptViews: (query) => exemptViews(clickhouse, query),
  };
}
