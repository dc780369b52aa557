import type { ClickHouse } from '../client/clickhouse.js';
import type { ProofQuery } from '../consent-store.js';
import type { ProofLink, StoredConsent } from '../stored-event.js';

/** A site's proofs are in the order of their visitors: to be in that of their chain they are sorted on the disk. */
const settings = { max_bytes_before_external_sort: '268435456', max_bytes_ratio_before_external_sort: 0 } as const;

type Row = Omit<StoredConsent, 'link'> & ProofLink;

/** See `ConsentStore.proofs`. */
export async function* proofs(
  clickhouse: ClickHouse,
  { site, visitors, from, to }: ProofQuery,
): AsyncGenerator<StoredConsent & { link: ProofLink }> {
  const sql = `SELECT
  toString(proof_id) AS proofId, site, toString(visitor) AS visitor, states,
  toFloat64(toUnixTimestamp64Milli(decided_at)) AS decidedAt,
  toFloat64(toUnixTimestamp64Milli(expires_at)) AS expiresAt,
  policy_version AS policyVersion, banner_text_hash AS bannerTextHash, language,
  source_name AS sourceName, source_version AS sourceVersion, source_consent_id AS sourceConsentId, gpc, sdk,
  toString(consents.chain) AS chain, toFloat64(consents.number) AS number, previous_hash AS previousHash, hash
FROM consents
WHERE site = {site:String}
  ${visitors ? 'AND consents.visitor IN {visitors:Array(UUID)}' : ''}
  ${from === undefined ? '' : 'AND decided_at >= fromUnixTimestamp64Milli({from:Int64})'}
  ${to === undefined ? '' : 'AND decided_at < fromUnixTimestamp64Milli({to:Int64})'}
ORDER BY consents.chain, consents.number, decided_at, proof_id`;
  const parameters = {
    site,
    ...(visitors && { visitors }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const query = { action: 'read proofs of consent', sql, timeoutMs: 600_000, settings };
  for await (const row of clickhouse.stream<Row>(query, parameters)) yield toProof(row);
}

function toProof({ chain, number, previousHash, hash, ...proof }: Row): StoredConsent & { link: ProofLink } {
  return { ...proof, gpc: Boolean(proof.gpc), link: { chain, number, previousHash, hash } };
}
