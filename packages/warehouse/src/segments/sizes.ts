import type { ClickHouse } from '../client/clickhouse.js';
import type { SegmentSizeOfDay, SegmentSizesQuery } from '../segment-store.js';

const noteSql = `INSERT INTO segment_sizes (site, segment, day, version, persons, of_persons, at)
SELECT site, segment, day, version, persons, of_persons, fromUnixTimestamp64Milli(at, 'UTC')
FROM input('site String, segment String, day Date, version UInt32, persons UInt64, of_persons UInt64, at Int64')
FORMAT JSONEachRow`;

/** See `Warehouse.noteSegmentSizes`. */
export async function noteSegmentSizes(clickhouse: ClickHouse, sizes: readonly SegmentSizeOfDay[]): Promise<void> {
  if (sizes.length === 0) return;
  const lines = sizes.map(({ of, ...size }) => `${JSON.stringify({ ...size, of_persons: of })}\n`);
  await clickhouse.insertLines({ action: 'note sizes of segments', sql: noteSql }, Buffer.from(lines.join('')));
}

/** See `Warehouse.segmentSizes`. */
export async function segmentSizes(
  clickhouse: ClickHouse,
  { site, segment, from, to }: SegmentSizesQuery,
): Promise<SegmentSizeOfDay[]> {
  const sql = `SELECT segment, toString(day) AS day, version, toFloat64(persons) AS persons, toFloat64(of_persons) AS of,
  toFloat64(toUnixTimestamp64Milli(at)) AS at
FROM segment_sizes FINAL
WHERE site = {site:String} AND segment_sizes.day BETWEEN {from:Date} AND {to:Date}
  ${segment === undefined ? '' : 'AND segment = {segment:String}'}
ORDER BY segment, segment_sizes.day`;
  const rows = await clickhouse.rows<Omit<SegmentSizeOfDay, 'site'>>(
    { action: 'read sizes of segments', sql },
    { site, from, to, ...(segment !== undefined && { segment }) },
  );
  return rows.map((row) => ({ site, ...row }));
}
