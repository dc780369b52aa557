import { type Choice, type MeConsent, type Purpose, purposes } from '@sillage/protocol';
import type { ClickHouse } from '../client/clickhouse.js';
import type { VisitorRef } from '../warehouse.js';

const sql = `SELECT
  toString(proof_id) AS proofId,
  states,
  toFloat64(toUnixTimestamp64Milli(decided_at)) AS decidedAt,
  toFloat64(toUnixTimestamp64Milli(expires_at)) AS expiresAt,
  policy_version AS policyVersion,
  source_name AS source
FROM consents
WHERE site = {site:String} AND visitor = {visitor:UUID}
ORDER BY decided_at DESC, proof_id`;

type Row = Omit<MeConsent, 'choices'> & { states: Record<Purpose, string> };

/** See `Warehouse.consentsOf`. */
export async function consentsOf(clickhouse: ClickHouse, { site, visitor }: VisitorRef): Promise<MeConsent[]> {
  const rows = await clickhouse.rows<Row>({ action: 'read consents', sql }, { site, visitor });
  return rows.map(({ states, ...rest }) => ({ ...rest, choices: toChoices(states) }));
}

/** What was withdrawn is denied; what is unknown was not chosen. */
function toChoices(states: Record<Purpose, string>): MeConsent['choices'] {
  const choices: Partial<Record<Purpose, Choice>> = {};
  for (const purpose of purposes) {
    const state = states[purpose];
    if (state === 'granted') choices[purpose] = 'granted';
    else if (state === 'denied' || state === 'withdrawn') choices[purpose] = 'denied';
  }
  return choices;
}
