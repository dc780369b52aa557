import { type Choice, type Choices, type Purpose, purposes } from '@sillage/protocol';
import type { Adapter, Evidence, StateOf } from './adapters/adapter.js';

/** What a source says of each purpose: absent where it doesn't ask about it, `unknown` where it has no answer. */
export type Reading = Partial<Record<Purpose, Choice | 'unknown'>>;

/** A source on the page and what it said last. */
export interface Voice {
  name: string;
  /** 0 for a consent manager of its own, then frameworks, then signals that others relay: the lower may grant first. */
  rank: number;
  reading: Reading;
  evidence?: Evidence;
}

/** Of names that the shop gives, by spaces, those that this adapter may know; else the adapter's own. */
export function namesOf(adapter: Pick<Adapter, 'names' | 'vocabulary'>, given: Partial<Record<Purpose, string>>) {
  const isOurs = (name: string) => (adapter.vocabulary ? adapter.vocabulary.test(name) : /^(?!\d+$)/.test(name));
  return Object.fromEntries(
    purposes.map((purpose) => {
      const own = given[purpose]?.split(/\s+/).filter((name) => name && isOurs(name)) ?? [];
      return [purpose, own[0] ? own : adapter.names[purpose].split(' ')];
    }),
  ) as Record<Purpose, string[]>;
}

/** A purpose is granted when all names that the source knows are; one no is a no. */
export function readPurposes(names: Record<Purpose, readonly string[]>, stateOf: StateOf): Reading {
  const reading: Reading = {};
  for (const purpose of purposes) {
    const states = names[purpose].map(stateOf).filter((state) => state !== undefined);
    if (states.includes(false)) reading[purpose] = 'denied';
    else if (states.includes(null)) reading[purpose] = 'unknown';
    else if (states[0]) reading[purpose] = 'granted';
  }
  return reading;
}

/** What was granted and is asked again is taken back: silence is no consent. */
export const takeBack = (before: Reading, now: Reading): Reading =>
  Object.fromEntries(
    Object.entries(now).map(([purpose, said]) => [
      purpose,
      said === 'unknown' && before[purpose as Purpose] === 'granted' ? 'denied' : said,
    ]),
  );

/** What the sources come to for one purpose, and who said it; `undefined` as long as nothing follows. */
export function decidePurpose(voices: readonly Voice[], purpose: Purpose): { choice: Choice; by: Voice } | undefined {
  const asked = voices.filter(({ reading }) => reading[purpose]).sort((a, b) => a.rank - b.rank);
  const refusing = asked.find(({ reading }) => reading[purpose] === 'denied');
  if (refusing) return { choice: 'denied', by: refusing };
  const [first] = asked;
  const isGranted = asked.every(({ rank, reading }) => rank !== first?.rank || reading[purpose] === 'granted');
  return first && isGranted ? { choice: 'granted', by: first } : undefined;
}

/** The choices that follow now, by the source that each goes back to. */
export function decideAll(voices: readonly Voice[]): Map<Voice, Choices> {
  const decided = new Map<Voice, Choices>();
  for (const purpose of purposes) {
    const { choice, by } = decidePurpose(voices, purpose) ?? {};
    if (choice && by) decided.set(by, { ...decided.get(by), [purpose]: choice });
  }
  return decided;
}
