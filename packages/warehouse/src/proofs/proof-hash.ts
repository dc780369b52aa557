import { createHash } from 'node:crypto';
import type { ProofLink, StoredConsent } from '../stored-event.js';

/** Stands where the first proof of a chain would name the hash of the one before it. */
export const firstPreviousHash = '0'.repeat(64);

/**
 * What is hashed: the proof with its place in the chain as JSON in the canonical form of RFC 8785, which for texts, whole
 * numbers and booleans is: members by name, no white space. In UTF-8.
 */
export function canonicalProof(proof: Omit<StoredConsent, 'link'>, link: Omit<ProofLink, 'hash'>): string {
  const { chain, number, previousHash } = link;
  return JSON.stringify({
    bannerTextHash: proof.bannerTextHash,
    chain,
    decidedAt: proof.decidedAt,
    expiresAt: proof.expiresAt,
    gpc: proof.gpc,
    language: proof.language,
    number,
    policyVersion: proof.policyVersion,
    previousHash,
    proofId: proof.proofId,
    sdk: proof.sdk,
    site: proof.site,
    sourceConsentId: proof.sourceConsentId,
    sourceName: proof.sourceName,
    sourceVersion: proof.sourceVersion,
    states: { measurement: proof.states.measurement, personalisation: proof.states.personalisation },
    visitor: proof.visitor,
  });
}

export function hashProof(proof: Omit<StoredConsent, 'link'>, link: Omit<ProofLink, 'hash'>): string {
  return createHash('sha256').update(canonicalProof(proof, link), 'utf8').digest('hex');
}

/** The proof with its place behind `before`. */
export function linkProof(
  proof: StoredConsent,
  before: Pick<ProofLink, 'chain' | 'number' | 'hash'>,
): StoredConsent & { link: ProofLink } {
  const place = { chain: before.chain, number: before.number + 1, previousHash: before.hash };
  return { ...proof, link: { ...place, hash: hashProof(proof, place) } };
}

/** Whether it still says what was hashed; false of a proof without a place in a chain. */
export function isProofUnchanged({ link, ...proof }: StoredConsent): boolean {
  return link !== undefined && hashProof(proof, link) === link.hash;
}
