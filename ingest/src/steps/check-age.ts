import type { Draft, Intake, Verdict } from '../intake.js';

const dayMs = 86_400_000;

/** Older than such events are kept: its row would be gone at once. */
export function checkAge({ stored }: Draft, { receivedAt }: Intake): Verdict {
  const isKept = stored.retentionDays === 0 || stored.occurredAt > receivedAt - stored.retentionDays * dayMs;
  return isKept ? undefined : { reason: 'too_old' };
}
