import { type MeOffer, type MeReply, type MeSegment, type Site, surveyOfferPrefix } from '@sillage/protocol';
import { describeSegment } from '@sillage/protocol/describe-segment';
import type { PersonFacts, SessionFact } from '@sillage/warehouse';
import { sum, toFactsByKind } from '../decide/facts-by-kind.js';
import { allSegments, type SiteDefinitions } from '../definitions/site-definitions.js';
import { scoreInterests } from '../interests/score-interests.js';
import type { LiveSubject } from '../live/live-visitors.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { strongestOfKind, toTold } from '../profile.js';
import { isInSegment, type SegmentSubject, toSegmentSubject } from '../segments/is-in-segment.js';
import { tellFacts } from './tell-facts.js';
import { tellHiddenInterests, tellInterests } from './tell-interests.js';
import type { Teller } from './teller.js';

export type MeProfile = Pick<MeReply, 'interests' | 'hiddenInterests' | 'facts' | 'segments' | 'offers'>;

/** Of a visitor who is unknown or does not grant personalisation: nothing is read to say this. */
export const noProfile: MeProfile = { interests: [], hiddenInterests: [], facts: [], segments: [], offers: [] };

export interface Profiled {
  subject: LiveSubject;
  site: Site;
  teller: Teller;
}

/**
 * By the very facts from which decisions are made, this visit's included: what was acknowledged just before is told. Throws
 * `WarehouseError`.
 */
export async function tellProfile(
  { subject, site, teller }: Profiled,
  options: PersonaliseOptions,
): Promise<MeProfile> {
  const visit = await options.live.find(subject);
  const now = options.clock();
  const person = visit.facts();
  const definitions = options.definitions.of(site.id);
  const interestSettings = options.interestSettings(site);
  const interests = scoreInterests(person, interestSettings, now);
  const findSold = (id: string) => options.catalogueOf(site.id).findSold(id);
  const known = toSegmentSubject(person, now, { interests, interestSettings, findSold });
  return {
    interests: tellInterests(strongestOfKind(interests).map(toTold), teller),
    hiddenInterests: tellHiddenInterests(person, teller),
    facts: person.facts.length === 0 ? [] : tellFacts(known.visitorFacts, teller),
    segments: tellSegments(known, { site, definitions, teller }),
    offers: tellOffers(person, definitions),
  };
}

function tellSegments(
  known: SegmentSubject,
  { site, definitions, teller }: { site: Site; definitions: SiteDefinitions; teller: Teller },
): MeSegment[] {
  return allSegments(definitions, site.currency)
    .filter(({ tree }) => isInSegment(tree, known))
    .map(({ id, names, tree }) => ({
      id,
      name: names[teller.language],
      sentence: describeSegment(tree, teller.language),
    }));
}

function tellOffers({ facts }: PersonFacts, { offers, surveys }: SiteDefinitions): MeOffer[] {
  const surveyOf = (id: string) =>
    id.startsWith(surveyOfferPrefix) ? surveys.get(id.slice(surveyOfferPrefix.length)) : undefined;
  const nameOf = (id: string) => (offers.get(id) ?? surveyOf(id))?.name ?? id;
  return [...toFactsByKind(facts).ofOffer]
    .map(([offerId, seen]) => tellOffer(offerId, seen, nameOf(offerId)))
    .sort((a, b) => b.lastAt - a.lastAt);
}

function tellOffer(offerId: string, seen: readonly SessionFact[], name: string): MeOffer {
  return {
    offerId,
    name,
    shown: sum(seen, ({ views }) => views),
    clicked: sum(seen, ({ clicked }) => clicked),
    dismissed: sum(seen, ({ dismissed }) => dismissed),
    withheld: sum(seen, ({ withheld }) => withheld),
    lastAt: Math.max(...seen.map(({ lastAt }) => lastAt)),
  };
}
