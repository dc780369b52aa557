import { consentLifetimeMs, purposes as everyPurpose, type Purpose, type Site } from '@sillage/protocol';
import type { VisitorToken } from '@sillage/protocol/visitor-token';
import type { CustomerChoice, EventStore, VisitorState } from '../event-store.js';
import { findPerson, type Person } from './person.js';
import { findStanding, type Standing } from './standing.js';

/** Where the visitor of a token stands, by what it and, where it is a customer's, what that customer chose anywhere. */
export function standingOf(
  token: VisitorToken,
  { site, store, now }: { site: Site; store: Pick<EventStore, 'findVisitor' | 'findCustomer'>; now: number },
): Standing {
  const state = store.findVisitor(site.id, token.visitor);
  const own = findStanding(token, state, site, now);
  const decidedAt = decidedAtOf(token, state);
  const standing: Standing = { decidedAt, ...own };
  if (state?.customerId === undefined || own.refusal === 'erased') return standing;
  const person = findPerson(site.id, state.customerId, store);
  return withPerson(standing, { person, site, now, decidedAt });
}

/** When the visitor's own choice was made: a token that the node knows nothing of says at least not before when. */
function decidedAtOf(token: VisitorToken, state: VisitorState | undefined): number {
  const consent = state?.consent;
  const tokenExpiresAt = token.consentExpiresAt * 1000;
  if (consent?.decidedAt !== undefined && tokenExpiresAt <= consent.expiresAt) return consent.decidedAt;
  return tokenExpiresAt - consentLifetimeMs;
}

interface Elsewhere {
  person: Person;
  site: Site;
  now: number;
  /** Of the visitor's own choice. */
  decidedAt: number;
}

/** Of each purpose the last word counts, whether it was a yes or a no. What was withdrawn anywhere is withdrawn here. */
export function withPerson(own: Standing, { person, site, now, decidedAt }: Elsewhere): Standing {
  const later = everyPurpose.filter((purpose) => (person.choices[purpose]?.decidedAt ?? 0) > decidedAt);
  const state = own.state && { ...own.state, withdrawnAt: latest(own.state.withdrawnAt, person.withdrawnAt) };
  const standing: Standing = { person, ...own, ...(state && { state }) };
  if (later.length === 0) return standing;
  const choiceOf = (purpose: Purpose) => (later.includes(purpose) ? person.choices[purpose] : undefined);
  const held = everyPurpose.filter((purpose) => choiceOf(purpose)?.isGranted ?? own.held.includes(purpose));
  const counted = held.filter((purpose) => {
    const choice = choiceOf(purpose);
    return choice ? isCounted(choice, site, now) : own.purposes.includes(purpose);
  });
  const { refusal: _, ...rest } = standing;
  const proofs = counted.flatMap((purpose) => choiceOf(purpose) ?? []);
  const expiries = [
    ...proofs.map(({ expiresAt }) => expiresAt),
    ...(proofs.length < counted.length ? [own.expiresAt] : []),
  ];
  return {
    ...rest,
    held,
    purposes: counted,
    proofId: proofs[0]?.proofId ?? own.proofId,
    expiresAt: expiries.length > 0 ? Math.min(...expiries) : own.expiresAt,
    ...(counted.length === 0 && { refusal: own.refusal ?? 'consent_withdrawn' }),
  };
}

/** What a customer granted, by their last choices: for events that name them and no visitor, and for a visitor to come. */
export function grantOf(person: Person, site: Site, now: number) {
  const granted = everyPurpose.filter((purpose) => {
    const choice = person.choices[purpose];
    return choice !== undefined && isCounted(choice, site, now);
  });
  const [first, ...others] = granted.map((purpose) => person.choices[purpose] as CustomerChoice);
  if (!first) return undefined;
  return {
    purposes: granted as readonly Purpose[],
    proofId: first.proofId,
    expiresAt: Math.min(first.expiresAt, ...others.map(({ expiresAt }) => expiresAt)),
  };
}

function isCounted({ isGranted, expiresAt, policyVersion }: CustomerChoice, site: Site, now: number): boolean {
  return isGranted && expiresAt > now && policyVersion === site.policyVersion;
}

type Times = Partial<Record<Purpose, number>>;

function latest(own: Times | undefined, others: Times): Times {
  const times = { ...own };
  for (const purpose of everyPurpose) {
    const at = others[purpose];
    if (at !== undefined) times[purpose] = Math.max(times[purpose] ?? at, at);
  }
  return times;
}
