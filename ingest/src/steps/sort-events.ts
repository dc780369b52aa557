import type { Draft, EventStep, Intake, RawStep, Refused, Verdict } from '../intake.js';
import { readEvent } from './read-event.js';
import { refuse } from './refuse.js';
import { settleTimes } from './settle-times.js';

export interface Steps {
  rawSteps: readonly RawStep[];
  eventSteps: readonly EventStep[];
}

/** Takes each event through the steps: in the end it is among the accepted, the duplicates or the rejected. */
export function sortEvents(events: readonly unknown[], intake: Intake, { rawSteps, eventSteps }: Steps): void {
  const drafts: Draft[] = [];
  events.forEach((raw, index) => {
    const read = findRefusal(raw, intake, rawSteps) ?? readEvent(raw, index, intake);
    if ('reason' in read) refuse(index, raw, read, intake);
    else drafts.push(read);
  });
  settleTimes(drafts, intake);
  for (const draft of drafts) {
    const verdict = findVerdict(draft, intake, eventSteps);
    if (verdict === 'duplicate') intake.duplicates += 1;
    else if (verdict) refuse(draft.index, draft.raw, verdict, intake);
  }
}

function findRefusal(raw: unknown, intake: Intake, steps: readonly RawStep[]): Refused | undefined {
  for (const step of steps) {
    const refused = step(raw, intake);
    if (refused) return refused;
  }
  return undefined;
}

function findVerdict(draft: Draft, intake: Intake, steps: readonly EventStep[]): Verdict {
  for (const step of steps) {
    const verdict = step(draft, intake);
    if (verdict) return verdict;
  }
  return undefined;
}
