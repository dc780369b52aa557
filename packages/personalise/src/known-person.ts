import { type InterestSettings, rangesCountedAs, type Segment, type Site } from '@sillage/protocol';
import { toPersonKey } from '@sillage/protocol/holdout';
import type { PersonFacts } from '@sillage/warehouse';
import type { KnownPerson } from './decide/decision-input.js';
import { toFactsByKind } from './decide/facts-by-kind.js';
import { allSegments, type SiteDefinitions } from './definitions/site-definitions.js';
import type { FindSold } from './facts/catalogue-facts.js';
import { countOpenComplaints } from './facts/open-complaints.js';
import { scoreInterests } from './interests/score-interests.js';
import type { LiveSubject } from './live/live-visitors.js';
import { type Profile, toProfile } from './profile.js';
import { isInSegment, type SegmentSubject, toSegmentSubject } from './segments/is-in-segment.js';

/** All that an answer needs of a person, read once and kept until something changes. */
export interface ToldPerson {
  person: KnownPerson;
  profile: Profile;
  /** `profile` and `segments` as JSON: writing it costs more than deciding. */
  json: string;
  /** Topics that the person is interested in, as pages and the catalogue name them, most first. */
  topics: readonly string[];
}

export interface Telling {
  subject: LiveSubject;
  site: Site;
  settings: InterestSettings;
  definitions: SiteDefinitions;
  findSold: FindSold;
  liveSession: string | undefined;
  now: number;
}

/** Who is not to be approached is in this segment, the site's own or the ready-made one, or has an open complaint. */
export const suppressing = 'not-to-be-contacted';

const topicsTold = 5;

export function tellPerson(facts: PersonFacts, telling: Telling): ToldPerson {
  const { subject, site, settings, definitions, findSold, liveSession, now } = telling;
  const interests = scoreInterests(facts, settings, now);
  const profile = toProfile(facts, { interests, settings, liveSession });
  const known = toSegmentSubject(facts, now, { interests, interestSettings: settings, findSold });
  const segments = new Set(findSegments(known, allSegments(definitions, site.currency)));
  const { visitor, customerId } = subject;
  return {
    person: {
      key: toPersonKey({ visitor, ...(customerId === undefined ? {} : { customerId }) }),
      facts: toFactsByKind(known.facts),
      sessionId: liveSession ?? '',
      isInternal: facts.facts.some((fact) => fact.isInternal && fact.sessionId === liveSession),
      isSuppressed: segments.has(suppressing) || countOpenComplaints(facts.facts) > 0,
      isInSegment: (id) => segments.has(id),
    },
    profile,
    json: JSON.stringify({ ...profile, segments: [...segments] }),
    topics: interests
      .filter(({ kind }) => kind === 'topic')
      .slice(0, topicsTold)
      .flatMap(({ key }) => rangesCountedAs(key, settings.topics).map(({ topic }) => topic)),
  };
}

function findSegments(subject: SegmentSubject, segments: readonly Segment[]): string[] {
  return segments.filter(({ tree }) => isInSegment(tree, subject)).map(({ id }) => id);
}
