import type { Interest, InterestSettings, PersonaliseReply, VisitSummary } from '@sillage/protocol';
import type { PersonFacts, SessionFact } from '@sillage/warehouse';
import { mapTopics } from './interests/map-topics.js';

/** What the endpoint tells of a visitor, decisions and segments left out. */
export type Profile = Omit<PersonaliseReply, 'decisions' | 'segments'>;

/** Of a visitor who is unknown, or who does not grant it: nothing was read to say this. */
export const nobody: Profile = { recognised: false, visits: 0, lastVisits: [], interests: [] };

const most = { visits: 5, topics: 3, interestsOfKind: 10 };

/** Sums up a person; `liveSession` is the visit that is under way. */
export function toProfile(
  { facts }: PersonFacts,
  told: { interests: readonly Interest[]; settings: InterestSettings; liveSession: string | undefined },
): Profile {
  const sessions = toSessions(facts).sort((a, b) => b.startedAt - a.startedAt);
  const before = sessions.filter((session) => session.sessionId !== told.liveSession);
  const [first, last] = [sessions.at(-1), before[0]];
  return {
    recognised: facts.some((fact) => fact.kind === 'session' && fact.sessionId !== told.liveSession),
    visits: sessions.length,
    ...(first && { firstVisitAt: first.startedAt }),
    ...(last && { lastVisitAt: last.endedAt }),
    lastVisits: before.slice(0, most.visits).map(({ sessionId, ...visit }) => ({
      ...visit,
      topics: topTopics(facts, sessionId, told.settings),
    })),
    interests: strongestOfKind(told.interests).map(toTold),
  };
}

type Session = Omit<VisitSummary, 'topics'> & { sessionId: string };

function toSessions(facts: readonly SessionFact[]): Session[] {
  return facts
    .filter((fact) => fact.kind === 'session' && fact.isVisit)
    .map(({ sessionId, firstAt, lastAt, views, attentionMs }) => ({
      sessionId,
      startedAt: firstAt,
      endedAt: lastAt,
      pages: views,
      attentionMs,
    }));
}

function topTopics(facts: readonly SessionFact[], sessionId: string, { topics: map }: InterestSettings): string[] {
  const attention = new Map<string, number>();
  for (const fact of facts) {
    if (fact.sessionId !== sessionId || (fact.kind !== 'page' && fact.kind !== 'product')) continue;
    for (const topic of mapTopics(fact.topics, map)) {
      // a view without attention is still more than none
      attention.set(topic, (attention.get(topic) ?? 0) + fact.attentionMs + fact.views);
    }
  }
  return [...attention]
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .slice(0, most.topics)
    .map(([topic]) => topic);
}

/** Three digits tell enough, in half the bytes. */
export function toTold({ score, share, why, ...interest }: Interest): Interest {
  const round = (value: number) => Math.round(value * 1_000) / 1_000;
  const reasons = why.map((reason) => ({ ...reason, score: round(reason.score) }));
  return { ...interest, score: round(score), share: round(share), why: reasons };
}

/** Few of each kind, strongest first. */
export function strongestOfKind(interests: readonly Interest[]): Interest[] {
  const taken = new Map<string, number>();
  return interests.filter(({ kind }) => {
    const count = (taken.get(kind) ?? 0) + 1;
    taken.set(kind, count);
    return count <= most.interestsOfKind;
  });
}
