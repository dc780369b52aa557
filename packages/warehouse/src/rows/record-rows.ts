import type { Purpose } from '@sillage/protocol';
import type { ProofLink, StoredConsent, StoredPerson, StoredRejection } from '../stored-event.js';

/** One JSONEachRow line of `consents`, without its newline. */
export function toConsentRow(consent: StoredConsent): string {
  return JSON.stringify({
    proof_id: consent.proofId,
    site: consent.site,
    visitor: consent.visitor,
    states: consent.states,
    decided_at: consent.decidedAt,
    expires_at: consent.expiresAt,
    policy_version: consent.policyVersion,
    banner_text_hash: consent.bannerTextHash,
    language: consent.language,
    source_name: consent.sourceName,
    source_version: consent.sourceVersion,
    source_consent_id: consent.sourceConsentId,
    gpc: consent.gpc,
    sdk: consent.sdk,
    ...(consent.link && toLinkColumns(consent.link)),
  });
}

/** The reverse of `toConsentRow`. Throws on a line that it did not make. */
export function readConsentRow(line: string): StoredConsent {
  const row = JSON.parse(line) as Record<string, string> & {
    states: Record<Purpose, 'unknown' | 'granted' | 'denied' | 'withdrawn'>;
    decided_at: number;
    expires_at: number;
    gpc: boolean;
    number?: number;
  };
  return {
    proofId: row.proof_id as string,
    site: row.site as string,
    visitor: row.visitor as string,
    states: row.states,
    decidedAt: row.decided_at,
    expiresAt: row.expires_at,
    policyVersion: row.policy_version as string,
    bannerTextHash: row.banner_text_hash as string,
    language: row.language as string,
    sourceName: row.source_name as string,
    sourceVersion: row.source_version as string,
    sourceConsentId: row.source_consent_id as string,
    gpc: row.gpc,
    sdk: row.sdk as string,
    ...(row.number !== undefined && {
      link: {
        chain: row.chain as string,
        number: row.number,
        previousHash: row.previous_hash as string,
        hash: row.hash as string,
      },
    }),
  };
}

function toLinkColumns({ chain, number, previousHash, hash }: ProofLink) {
  return { chain, number, previous_hash: previousHash, hash };
}

/** One JSONEachRow line of `persons`, without its newline. */
export function toPersonRow(person: StoredPerson): string {
  return JSON.stringify({
    site: person.site,
    visitor: person.visitor,
    customer_id: person.customerId,
    proof: person.proof,
    linked_at: person.linkedAt,
  });
}

/** The reverse of `toPersonRow`. Throws on a line that it did not make. */
export function readPersonRow(line: string): StoredPerson {
  const row = JSON.parse(line) as Record<string, string> & {
    proof: 'key' | 'signature';
    linked_at: number;
  };
  return {
    site: row.site as string,
    visitor: row.visitor as string,
    customerId: row.customer_id as string,
    proof: row.proof,
    linkedAt: row.linked_at,
  };
}

/** One JSONEachRow line of `rejected_events`, without its newline. */
export function toRejectionRow(rejection: StoredRejection): string {
  return JSON.stringify({
    site: rejection.site,
    received_at: rejection.receivedAt,
    reason: rejection.reason,
    detail: rejection.detail,
    channel: rejection.channel,
    sdk: rejection.sdk,
    visitor: rejection.visitor,
    event_id: rejection.eventId,
    body: rejection.body,
    events: rejection.events,
  });
}
