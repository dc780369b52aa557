import type { ClickHouse } from '../client/clickhouse.js';
import type { ConsentCounts, ConsentCountsQuery, ConsentGrouping } from '../consent-store.js';
import { choiceFigures, decisions, joinPages } from './choices.js';

const groups: Record<ConsentGrouping, { columns: string; keys: string; join: string }> = {
  day: { columns: 'toString(decisions.day) AS day', keys: 'decisions.day', join: '' },
  source: {
    columns: 'source_name AS sourceName, source_version AS sourceVersion',
    keys: 'source_name, source_version',
    join: '',
  },
  page: { columns: 'page AS path', keys: 'page', join: joinPages },
};

/** See `ConsentStore.consentCounts`. */
export function consentCounts(clickhouse: ClickHouse, query: ConsentCountsQuery): Promise<ConsentCounts[]> {
  const { by, ...parameters } = query;
  const { columns, keys, join } = groups[by];
  const sql = `SELECT ${columns}, ${choiceFigures},
  toFloat64(countIf(granted > 0 AND withdrawn = 0 AND is_first)) AS firstGrants
FROM (${decisions}) AS decisions ${join}
GROUP BY ${keys}
ORDER BY ${keys}
LIMIT 10000`;
  return clickhouse.rows<ConsentCounts>({ action: 'count consents', sql, timeoutMs: 60_000 }, parameters);
}
