import { purposes as everyPurpose, type Purpose, type Site } from '@sillage/protocol';
import type { StoredConsent } from '@sillage/warehouse';
import type { Person } from '../consent/person.js';
import type { Standing } from '../consent/standing.js';
import { withdrawalRecords } from '../consent/withdrawal-records.js';
import type { JournalRecord } from '../event-store.js';

interface Meeting {
  person: Person;
  /** Of the visitor, by its own choice alone. */
  standing: Standing;
  customerId: string;
  /** When that choice was made. */
  decidedAt: number;
  /** The visitor may be kept as the customer's; else the customer is told nothing of this choice. */
  isTied: boolean;
}

/**
 * What a visitor's choice says of the customer who signs in, and the customer's earlier choices of the visitor: by purpose the
 * later holds, and what was granted on the side that is overruled is withdrawn there.
 */
export function joinChoices(
  { person, standing, customerId, decidedAt, isTied }: Meeting,
  { site, now }: { site: Site; now: number },
): JournalRecord[] {
  const own = statesOf(standing);
  const news = everyPurpose.filter(
    (purpose) => own[purpose] !== 'unknown' && !((person.choices[purpose]?.decidedAt ?? -1) >= decidedAt),
  );
  const withdrawn = news.filter((purpose) => own[purpose] === 'withdrawn' && person.choices[purpose]?.isGranted);
  const lost = standing.held.filter(
    (purpose) => !news.includes(purpose) && person.choices[purpose]?.isGranted === false,
  );
  const { visitor, proofId, expiresAt } = standing;
  const marker = { site: site.id, visitor, at: now };
  const ofVisitor = withdrawalRecords({ ...marker, purposes: lost });
  if (!isTied) return ofVisitor;
  const states = { ...own };
  for (const purpose of everyPurpose) if (!news.includes(purpose)) states[purpose] = 'unknown';
  const choice = {
    site: site.id,
    customerId,
    proofId,
    states,
    decidedAt,
    expiresAt,
    policyVersion: site.policyVersion,
  };
  return [
    ...(news.length > 0 ? [{ kind: 'choice', choice } as const] : []),
    ...withdrawalRecords({ ...marker, purposes: withdrawn }, person.customerIds),
    ...ofVisitor,
  ];
}

function statesOf({ held, state }: Standing): Record<Purpose, StoredConsent['states'][Purpose]> {
  const stateOf = (purpose: Purpose) =>
    held.includes(purpose) ? 'granted' : state?.withdrawnAt?.[purpose] === undefined ? 'unknown' : 'withdrawn';
  return { measurement: stateOf('measurement'), personalisation: stateOf('personalisation') };
}
