import { consentLifetimeMs, type Purpose, type RefusalReason, type Site } from '@sillage/protocol';
import type { VisitorToken } from '@sillage/protocol/visitor-token';
import type { VisitorState } from '../event-store.js';
import type { Person } from './person.js';

/** Where a visitor stands: what was granted and what of it counts now. */
export interface Standing {
  visitor: string;
  /** The proof under which events are kept. */
  proofId: string;
  /** Granted at the last decision that is known, whether or not it still counts. */
  held: readonly Purpose[];
  /** Counts now. Empty exactly when there is a refusal. */
  purposes: readonly Purpose[];
  /** See `VisitorToken`. */
  isUnderGpc: boolean;
  /** Milliseconds since 1970. */
  expiresAt: number;
  /** Why nothing of this visitor may be kept. */
  refusal?: RefusalReason;
  state?: VisitorState;
  /** Milliseconds since 1970: of the visitor's own choice, or a time before it. */
  decidedAt?: number;
  /** Of a visitor that is a customer's. */
  person?: Person;
}

/**
 * The least of what the token says and of what this node knows. A token that is newer than the node's knowledge
 * (another node took the decision) counts alone: consents expire at whole seconds, a fixed time after the decision,
 * so that the later expiry is the later decision and a tie gives the least of both. A decision that kept the expiry of
 * the one before it looks older than it is: what this node saw withdrawn counts only by a decision that is certainly later.
 *
 * `Sec-GPC` takes nothing away here: a purpose stands in a proof only when the visitor granted it on this site. Whether the signal
 * came with the grant, or is an objection that came after it, `isUnderGpc` tells (decisions/0032, 0161).
 */
export function findStanding(token: VisitorToken, state: VisitorState | undefined, site: Site, now: number): Standing {
  const consent = state?.consent;
  const tokenExpiresAt = token.consentExpiresAt * 1000;
  const isTokenNewer = consent === undefined || tokenExpiresAt > consent.expiresAt;
  const granted = isTokenNewer ? token.purposes : intersect(token.purposes, consent.purposes);
  const held = isTokenNewer ? withoutWithdrawn(granted, state, tokenExpiresAt - consentLifetimeMs) : granted;
  const standing: Standing = {
    visitor: token.visitor,
    proofId: isTokenNewer ? token.proofId : consent.proofId,
    held,
    purposes: held,
    isUnderGpc: (isTokenNewer ? token : consent).isUnderGpc ?? false,
    expiresAt: isTokenNewer ? tokenExpiresAt : Math.min(tokenExpiresAt, consent.expiresAt),
    ...(state && { state }),
  };
  const isPolicyNew = !isTokenNewer && consent.policyVersion !== site.policyVersion;
  const refusal = findRefusal(standing, isPolicyNew, now);
  return refusal ? { ...standing, purposes: [], refusal } : standing;
}

function findRefusal(standing: Standing, isPolicyNew: boolean, now: number): RefusalReason | undefined {
  if (standing.state?.erasedAt !== undefined) return 'erased';
  if (standing.held.length === 0) return standing.state?.withdrawnAt ? 'consent_withdrawn' : 'no_consent';
  if (standing.expiresAt <= now) return 'consent_withdrawn';
  return isPolicyNew ? 'no_consent' : undefined;
}

/** While the visitor has paused, nothing counts, though it is granted. */
export function heedPause(standing: Standing): Standing {
  if (standing.state?.pausedAt === undefined || standing.refusal) return standing;
  return { ...standing, purposes: [], refusal: 'paused' };
}

/** Whose customer a visitor is may be kept for personalising only: what is held for figures alone names nobody (decisions/0116). */
export function allowsTie(purposes: readonly Purpose[]): boolean {
  return purposes.includes('personalisation');
}

/** Those of `some` that `others` have too; `some` itself when that is all of them. */
export function intersect(some: readonly Purpose[], others: readonly string[]): readonly Purpose[] {
  return some.every((purpose) => others.includes(purpose)) ? some : some.filter((purpose) => others.includes(purpose));
}

/** What is left of `purposes` for what happened then, an event or a grant: it was withdrawn with all before it. */
export function withoutWithdrawn(
  purposes: readonly Purpose[],
  state: Pick<VisitorState, 'withdrawnAt'> | undefined,
  at: number,
): readonly Purpose[] {
  const withdrawnAt = state?.withdrawnAt;
  if (!withdrawnAt) return purposes;
  return purposes.filter((purpose) => at > (withdrawnAt[purpose] ?? Number.NEGATIVE_INFINITY));
}
