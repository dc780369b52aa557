import type { SegmentTree } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type { OverlapCell, SegmentOverlapQuestion } from '../insight-store.js';
import { compileSegment, memberSettings, toTruth } from './compile-segment.js';
import { readMerges } from './merged-customers.js';
import type { QueryDraft } from './query-draft.js';

/** See `InsightStore.segmentOverlap`: all trees in one pass over the persons, a bit each. */
export async function segmentOverlap(
  clickhouse: ClickHouse,
  { trees, signal, ...question }: SegmentOverlapQuestion,
): Promise<OverlapCell[]> {
  const merges = await readMerges(clickhouse, question.site);
  const columns = (draft: QueryDraft) =>
    `${trees.map((tree, place) => `${2 ** place} * toUInt16(${toTruth(tree, draft)})`).join(' + ')} AS places`;
  const everybody: SegmentTree = { type: 'all', of: [...trees] };
  const { members, parameters } = compileSegment({ ...question, tree: everybody }, { merges, isTold: true, columns });
  const rows = await clickhouse.rows<{ met: number; persons: number }>(
    {
      action: 'compare segments',
      sql: `${members} SELECT toUInt32(places) AS met, toFloat64(count()) AS persons FROM members GROUP BY met ORDER BY met`,
      settings: { ...memberSettings, max_threads: 0 },
      timeoutMs: 60_000,
      ...(signal && { signal }),
    },
    parameters,
  );
  return rows.map(({ met, persons }) => ({ isIn: trees.map((_, place) => (met & (2 ** place)) !== 0), persons }));
}
