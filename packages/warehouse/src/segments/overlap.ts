import type { SegmentTree } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type { OverlapCell, SegmentOverlapQuestion } from '../insight-store.js';
import { toTruth } from './compile-segment.js';
import { askEverybody } from './members.js';

/** See `InsightStore.segmentOverlap`: all trees in one pass over the persons, a bit each. */
export async function segmentOverlap(
  clickhouse: ClickHouse,
  { trees, signal, ...question }: SegmentOverlapQuestion,
): Promise<OverlapCell[]> {
  const all: SegmentTree = { type: 'all', of: [...trees] };
  const rows = await askEverybody<{ met: number; persons: number }>(
    clickhouse,
    { ...question, tree: all },
    {
      action: 'compare segments',
      columns: (draft) =>
        `${trees.map((tree, place) => `${2 ** place} * toUInt16(${toTruth(tree, draft)})`).join(' + ')} AS places`,
      toSql: (everybody) =>
        `SELECT toUInt32(places) AS met, toFloat64(count()) AS persons FROM (${everybody}) GROUP BY met ORDER BY met`,
      signal,
    },
  );
  return rows.map(({ met, persons }) => ({ isIn: trees.map((_, place) => (met & (2 ** place)) !== 0), persons }));
}
