import type { ClickHouse } from '../client/clickhouse.js';
import type { ConsentCounts, ConsentCountsQuery, ConsentGrouping } from '../consent-store.js';

const groups: Record<ConsentGrouping, { columns: string; keys: string; join: string }> = {
  day: { columns: 'toString(decisions.day) AS day', keys: 'decisions.day', join: '' },
  source: {
    columns: 'source_name AS sourceName, source_version AS sourceVersion',
    keys: 'source_name, source_version',
    join: '',
  },
  // The page of the grant is the first that is told under its proof: nothing from before the choice is ever sent.
  page: {
    columns: 'page AS path',
    keys: 'page',
    join: `LEFT JOIN (
  SELECT proof_id, argMin(path, ts) AS page FROM events
  WHERE site = {site:String} AND type = 'page_view' AND basis = 'consent' GROUP BY proof_id
) AS pages USING (proof_id)`,
  },
};

/** See `ConsentStore.consentCounts`. */
export function consentCounts(clickhouse: ClickHouse, query: ConsentCountsQuery): Promise<ConsentCounts[]> {
  const { by, ...parameters } = query;
  const { columns, keys, join } = groups[by];
  const sql = `SELECT ${columns},
  toFloat64(countIf(granted = 2)) AS grants,
  toFloat64(countIf(granted = 1 AND withdrawn = 0)) AS partialGrants,
  toFloat64(countIf(granted = 0)) AS withdrawals,
  toFloat64(countIf(granted > 0 AND withdrawn > 0)) AS partialWithdrawals,
  toFloat64(countIf(granted > 0 AND withdrawn = 0 AND is_first)) AS firstGrants,
  toFloat64(uniq(visitor)) AS visitors
FROM (
  SELECT visitor, proof_id, source_name, source_version, toDate(decided_at, {timeZone:String}) AS day,
    arrayCount(state -> state = 'granted', mapValues(states)) AS granted,
    arrayCount(state -> state = 'withdrawn', mapValues(states)) AS withdrawn,
    decided_at = min(decided_at) OVER (PARTITION BY visitor) AS is_first
  FROM consents WHERE site = {site:String}
) AS decisions ${join}
WHERE decisions.day BETWEEN {from:Date} AND {to:Date}
GROUP BY ${keys}
ORDER BY ${keys}
LIMIT 10000`;
  return clickhouse.rows<ConsentCounts>({ action: 'count consents', sql, timeoutMs: 60_000 }, parameters);
}
