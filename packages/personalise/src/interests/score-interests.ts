import {
  type Interest,
  type InterestKind,
  type InterestReason,
  type InterestSettings,
  interestKinds,
  toPriceBand,
  topicAndAbove,
} from '@sillage/protocol';
import type { PersonFacts, SessionFact } from '@sillage/warehouse';
import { mapTopics } from './map-topics.js';
import { type WeighedFact, weighFacts } from './weigh-facts.js';

const dayMs = 86_400_000;
const reasonsTold = 3;

interface Sum {
  kind: InterestKind;
  key: string;
  score: number;
  reasons: Map<string, InterestReason>;
}

/**
 * Every interest of a person now, strongest first: Σ weight × 2^((at − now) ÷ half-life), at every level of topics, for
 * brands and price bands. A page or product in several topics gives each its part. Source: forward decay (Cormode et al.,
 * ICDE 2009), with the sums made when they are read.
 */
export function scoreInterests(person: PersonFacts, settings: InterestSettings, now: number): Interest[] {
  const sums = new Map<string, Sum>();
  const isHidden = findHidden(person.facts);
  for (const fact of weighFacts(person, settings)) {
    // a clock that is ahead does not make the future count more than now
    const age = Math.max(0, now - fact.at) / (settings.halfLifeDays * dayMs);
    const weight = fact.weight * 2 ** -age;
    for (const [kind, key, part] of subjectsOf(fact, settings)) {
      if (!isHidden(kind, key)) addTo(sums, { kind, key }, { fact, score: weight * part });
    }
  }
  return toInterests([...sums.values()]);
}

function* subjectsOf(fact: WeighedFact, settings: InterestSettings): Generator<[InterestKind, string, number]> {
  const topics = mapTopics(fact.topics, settings.topics);
  for (const topic of topics) {
    for (const level of topicAndAbove(topic)) yield ['topic', level, 1 / topics.length];
  }
  if (fact.brand !== '') yield ['brand', fact.brand, 1];
  if (fact.priceMinor !== undefined && fact.currency !== '') {
    yield ['price_band', toPriceBand(fact.priceMinor, fact.currency), 1];
  }
}

function addTo(
  sums: Map<string, Sum>,
  { kind, key }: Pick<Sum, 'kind' | 'key'>,
  { fact, score }: { fact: WeighedFact; score: number },
): void {
  const id = `${kind} ${key}`;
  const sum: Sum = sums.get(id) ?? { kind, key, score: 0, reasons: new Map() };
  sums.set(id, sum);
  sum.score += score;
  const reasonId = `${fact.kind} ${fact.key}`;
  const reason = sum.reasons.get(reasonId);
  if (!reason) {
    sum.reasons.set(reasonId, { kind: fact.kind, key: fact.key, at: fact.at, did: fact.did, score });
    return;
  }
  reason.score += score;
  reason.at = Math.max(reason.at, fact.at);
  if (strength[fact.did] > strength[reason.did]) reason.did = fact.did;
}

const strength: Record<InterestReason['did'], number> = { viewed: 0, added: 1, bought: 2 };

function toInterests(sums: readonly Sum[]): Interest[] {
  const totals = new Map<string, number>();
  for (const sum of sums) totals.set(peersOf(sum), (totals.get(peersOf(sum)) ?? 0) + sum.score);
  return sums
    .map((sum) => ({
      kind: sum.kind,
      key: sum.key,
      score: sum.score,
      share: sum.score / (totals.get(peersOf(sum)) ?? sum.score),
      why: [...sum.reasons.values()].sort((a, b) => b.score - a.score).slice(0, reasonsTold),
    }))
    .sort((a, b) => b.score - a.score || (a.key < b.key ? -1 : 1));
}

/** Shares are of the same kind and, for topics, of the same level: a topic is part of those above it. */
function peersOf({ kind, key }: Pick<Sum, 'kind' | 'key'>): string {
  return kind === 'topic' ? `topic ${key.split('/').length}` : kind;
}

export interface HiddenInterest {
  kind: InterestKind;
  key: string;
  /** Milliseconds since 1970 UTC. */
  hiddenAt: number;
}

/** What the visitor hid and did not take back since. What a page told of no kind that there is, hides nothing. */
export function findHiddenInterests(facts: readonly SessionFact[]): HiddenInterest[] {
  const shownAt = latest(facts, 'shown');
  return [...latest(facts, 'hidden')]
    .filter(([name, at]) => at > (shownAt.get(name) ?? 0))
    .map(([name, hiddenAt]) => ({ ...readName(name), hiddenAt }))
    .filter((hidden): hidden is HiddenInterest => interestKinds.some((kind) => kind === hidden.kind));
}

/** `topic tentes/ultra`: a key may have blanks of its own. */
function readName(name: string): { kind: string; key: string } {
  const blank = name.indexOf(' ');
  return { kind: name.slice(0, blank), key: name.slice(blank + 1) };
}

/** What the visitor said is of no interest to them and did not take back since; a topic with all below it. */
export function findHidden(facts: readonly SessionFact[]): (kind: InterestKind, key: string) => boolean {
  const hidden = new Set(findHiddenInterests(facts).map(({ kind, key }) => `${kind} ${key}`));
  if (hidden.size === 0) return () => false;
  return (kind, key) => {
    const keys = kind === 'topic' ? topicAndAbove(key) : [key];
    return keys.some((one) => hidden.has(`${kind} ${one}`));
  };
}

function latest(facts: readonly SessionFact[], kind: 'hidden' | 'shown'): Map<string, number> {
  const times = new Map<string, number>();
  for (const fact of facts) {
    if (fact.kind === kind) times.set(fact.key, Math.max(fact.lastAt, times.get(fact.key) ?? 0));
  }
  return times;
}
