import type { Draft, Intake, Verdict } from '../intake.js';

const dayMs = 86_400_000;

/** Older than such events are kept: its row would be gone at once. */
export function checkAge({ stored }: Draft, { sender, receivedAt }: Intake): Verdict {
  const isKept = sender.retentionDays === 0 || stored.occurredAt > receivedAt - sender.retentionDays * dayMs;
  return isKept ? undefined : { reason: 'too_old' };
}
