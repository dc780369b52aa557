import type { Purpose } from '@sillage/protocol';
import { purposes } from '@sillage/protocol';
import type { StoredConsent } from '@sillage/warehouse';
import type { SessionSpan, VisitorConsent, VisitorState } from '../event-store.js';

/** Sessions kept of a visitor: a late event joins one of them, or opens its own. */
export const keptSessions = 8;

const unknownVisitor: VisitorState = { sessions: [] };

/** The session of the event is opened, or widened to hold it; order is by start. */
export function addEvent(
  state: VisitorState = unknownVisitor,
  event: { sessionId: string; occurredAt: number },
): VisitorState {
  const { sessionId: id, occurredAt } = event;
  const known = state.sessions.find((span) => span.id === id);
  if (known && known.startedAt <= occurredAt && occurredAt <= known.endedAt) return state;
  const span = known
    ? { id, startedAt: Math.min(known.startedAt, occurredAt), endedAt: Math.max(known.endedAt, occurredAt) }
    : { id, startedAt: occurredAt, endedAt: occurredAt };
  return { ...state, sessions: withSpan(state.sessions, span) };
}

function withSpan(sessions: readonly SessionSpan[], span: SessionSpan): SessionSpan[] {
  const others = sessions.filter(({ id }) => id !== span.id);
  // The one that was just used stays, however old: the rest of an old outbox belongs to it.
  const kept = others.slice(Math.max(0, others.length - (keptSessions - 1)));
  return [...kept, span].sort((a, b) => a.startedAt - b.startedAt);
}

/** The first word of when it began holds; of a visitor who was erased only the tombstone stays. */
export function begin(state: VisitorState = unknownVisitor, at: number): VisitorState {
  return state.erasedAt === undefined ? { ...state, newSince: state.newSince ?? at } : state;
}

/** A purpose's epoch goes on while its grant does: unbroken, unexpired and under the same policy. */
export function addConsent(state: VisitorState = unknownVisitor, consent: StoredConsent): VisitorState {
  const before = state.consent;
  const grantedAt: Partial<Record<Purpose, number>> = {};
  for (const purpose of purposes) {
    if (consent.states[purpose] === 'granted') {
      grantedAt[purpose] = (before && unbrokenSince(before, consent, purpose)) ?? consent.decidedAt;
    }
  }
  const { proofId, expiresAt, policyVersion, decidedAt, gpc } = consent;
  const granted = purposes.filter((purpose) => grantedAt[purpose] !== undefined);
  const known = { proofId, purposes: granted, grantedAt, expiresAt, policyVersion, decidedAt };
  return { ...state, consent: { ...known, ...(gpc && { isUnderGpc: true }) } };
}

function unbrokenSince(before: VisitorConsent, consent: StoredConsent, purpose: Purpose): number | undefined {
  const isUnbroken = before.expiresAt > consent.decidedAt && before.policyVersion === consent.policyVersion;
  return isUnbroken ? before.grantedAt[purpose] : undefined;
}

/** The later tombstone of each purpose holds. With the last purpose goes who the visitor is, as it does in ClickHouse. */
export function withdraw(
  state: VisitorState = unknownVisitor,
  withdrawn: readonly Purpose[],
  at: number,
): VisitorState {
  const withdrawnAt = { ...state.withdrawnAt };
  for (const purpose of withdrawn) withdrawnAt[purpose] = Math.max(withdrawnAt[purpose] ?? at, at);
  if (!state.consent) return { ...state, withdrawnAt };
  const granted = state.consent.purposes.filter((purpose) => !withdrawn.includes(purpose));
  const grantedAt = Object.fromEntries(granted.map((purpose) => [purpose, state.consent?.grantedAt[purpose]]));
  const left = granted.length > 0 ? state : { sessions: [] };
  return { ...left, withdrawnAt, consent: { ...state.consent, purposes: granted, grantedAt } };
}

/** `at`: since then; absent: resumed. Of a visitor who was erased only the tombstone stays. */
export function pause(state: VisitorState = unknownVisitor, at: number | undefined): VisitorState {
  const { pausedAt, ...rest } = state;
  if (state.erasedAt !== undefined || at === undefined) return rest;
  return { ...rest, pausedAt: pausedAt ?? at };
}

/** Only the tombstone stays. */
export function erase(state: VisitorState | undefined, at: number): VisitorState {
  return { sessions: [], erasedAt: Math.max(state?.erasedAt ?? at, at) };
}
