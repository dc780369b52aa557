import { nilUuid, purposes, type Site } from '@sillage/protocol';
import { signVisitorToken, type TokenKeys } from '@sillage/protocol/visitor-token';
import type { StoredConsent, Warehouse } from '@sillage/warehouse';

interface Options {
  warehouse: Pick<Warehouse, 'proofs'>;
  tokenKeys: TokenKeys;
  clock(): number;
}

/** The last proof of each visitor that has one, in one query. */
export async function readLastProofs(
  of: readonly string[],
  site: Site,
  { warehouse }: Options,
): Promise<Map<string, StoredConsent>> {
  const visitors = [...new Set(of)].filter((visitor) => visitor !== nilUuid);
  const last = new Map<string, StoredConsent>();
  if (visitors.length === 0) return last;
  for await (const proof of warehouse.proofs({ site: site.id, visitors })) {
    if ((last.get(proof.visitor)?.decidedAt ?? 0) <= proof.decidedAt) last.set(proof.visitor, proof);
  }
  return last;
}

/**
 * For an event of that visitor that the shop's side sends here and now: it holds a minute. What the node knows besides, such as a withdrawal, is
 * asked where the event arrives.
 */
export function tokenOfProof(
  proof: StoredConsent | undefined,
  site: Site,
  { tokenKeys, clock }: Options,
): string | undefined {
  if (!proof) return undefined;
  const { visitor, proofId, states, expiresAt } = proof;
  const granted = purposes.filter((purpose) => states[purpose] === 'granted');
  const consentExpiresAt = Math.floor(expiresAt / 1000);
  const untilAt = Math.floor(clock() / 1000) + 60;
  const token = { site: site.id, visitor, proofId, purposes: granted, consentExpiresAt, expiresAt: untilAt };
  return signVisitorToken(token, tokenKeys);
}
