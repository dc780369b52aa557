import { sessionIdleMs, uuidv7 } from '@sillage/protocol';
import type { SessionSpan } from '../event-store.js';
import type { Draft, Intake, Verdict } from '../intake.js';

/** The session that covers the event's time or ended less than 30 minutes from it; else one of its own. */
export function joinSession({ event, stored }: Draft, intake: Intake): Verdict {
  if (intake.sender.kind === 'importer' && event.sessionId !== undefined) {
    stored.sessionId = event.sessionId;
    return undefined;
  }
  const spans = spansOf(stored.visitor, intake);
  const at = stored.occurredAt;
  const span = spans.findLast(
    ({ startedAt, endedAt }) => at >= startedAt - sessionIdleMs && at <= endedAt + sessionIdleMs,
  );
  if (span) {
    span.startedAt = Math.min(span.startedAt, at);
    span.endedAt = Math.max(span.endedAt, at);
    stored.sessionId = span.id;
  } else {
    stored.sessionId = uuidv7(at, intake.services.random(10));
    spans.push({ id: stored.sessionId, startedAt: at, endedAt: at });
  }
  return undefined;
}

/** A copy that grows with the batch, for the store knows of it only once it is appended. */
function spansOf(visitor: string, { sessions, services, site, standing }: Intake): SessionSpan[] {
  const known = sessions.get(visitor);
  if (known) return known;
  // of the batch's own visitor the same turn has read it already
  const state = visitor === standing?.visitor ? standing.state : services.store.findVisitor(site.id, visitor);
  const spans = (state?.sessions ?? []).map((span) => ({ ...span }));
  sessions.set(visitor, spans);
  return spans;
}
