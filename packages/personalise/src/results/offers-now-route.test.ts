import { defaultInterestSettings, type Offer, type OffersNow, type Site } from '@sillage/protocol';
import { surveySchema } from '@sillage/protocol/survey-schema';
import type { OfferContactsQuery, SegmentQuestion } from '@sillage/warehouse';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { type Choosable, toSurveyOffer } from '../decide/survey-offer.js';
import { noDefinitions, rankOffers } from '../definitions/site-definitions.js';
import { hero, toOffer } from '../testing/definition-bodies.js';
import { createOffersNow } from './offers-now-route.js';

const now = Date.UTC(2026, 9, 1);
const dayMs = 86_400_000;
const site = { id: 'boutique', currency: 'EUR', contactPressure: { contacts: 10, days: 7 } } as Site;
const figures = { exposures: 5, withheld: 1, clicks: 2, dismissals: 1, persons: 3, capped: 1, cooling: 1 };

function start(offers: readonly Choosable[], isLoaded = true) {
  const asked: (OfferContactsQuery | SegmentQuestion)[] = [];
  const defined = (one: object) => ({ ...one, version: 1, changedAt: 0 }) as never;
  const definitions = {
    ...noDefinitions,
    slots: new Map([['hero', defined(hero)]]),
    offers: new Map(offers.map((offer) => [offer.id, defined(offer)])),
    offersIn: new Map([['hero', rankOffers(offers)]]),
  };
  const app = createOffersNow({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    interestSettings: () => defaultInterestSettings,
    clock: () => now,
    logger: pino({ level: 'silent' }),
    definitions: { of: () => definitions, isLoaded: () => isLoaded },
    catalogueOf: () => ({ isAvailable: (productId) => productId === 'T-1' }),
    warehouse: {
      offerContacts: async (query) => {
        asked.push(query);
        const known = query.offers.filter(({ id }) => ['a', 'survey:s'].includes(id));
        return { offers: new Map(known.map(({ id }) => [id, figures])), pressed: 2 };
      },
      segmentSize: async (question) => {
        asked.push(question);
        return { persons: 4, of: 40 };
      },
    },
  });
  const ask = (key = 'secret') =>
    app.request('/v1/offers/now', { headers: { Authorization: `Bearer ${key}`, 'Sillage-Site': site.id } });
  return { ask, asked, tell: async () => (await (await ask()).json()) as OffersNow };
}

describe('what is shown to whom now', () => {
  it('is told by slot in the order in which offers are tried, with whom they reached in a day', async () => {
    const { tell, asked } = start([toOffer({ id: 'b' }), toOffer({ id: 'a', priority: 3, segment: 'new' })]);
    const { slots, persons, since, contactPressure } = await tell();
    expect(slots).toMatchObject([
      {
        slot: 'hero',
        name: 'Hero',
        offers: [
          { offerId: 'a', state: 'running', segment: 'new', missing: [], figures },
          { offerId: 'b', state: 'running', figures: { exposures: 0, capped: 0 } },
        ],
      },
    ]);
    expect(persons).toEqual({ of: 40, suppressed: 4, pressed: 2 });
    expect([since, contactPressure]).toEqual([now - dayMs, { contacts: 10, days: 7 }]);
    expect(asked[0]).toMatchObject({ now, since, pressure: { contacts: 10, days: 7 } });
    expect(JSON.stringify(asked[1])).toContain('offer_dismissed');
    expect(JSON.stringify(asked[1])).toContain('openComplaints');
  });

  it('tells of a survey in its place whom it reached, and which one it is', async () => {
    const survey = surveySchema.parse({
      id: 's',
      name: 'Accueil',
      kind: 'csat',
      status: 'live',
      slot: 'hero',
      texts: { fr: { question: 'Satisfait ?' }, en: { question: 'Satisfied?' } },
    });
    const { slots } = await start([toOffer({ id: 'b' }), toSurveyOffer(survey)]).tell();
    expect(slots[0]?.offers).toMatchObject([{ offerId: 'b' }, { offerId: 'survey:s', surveyId: 's', figures }]);
    expect(slots[0]?.offers[0]).not.toHaveProperty('surveyId');
  });

  it.each<[string, Partial<Offer>, string[]]>([
    ['draft', { status: 'draft', endsAt: 1 }, []],
    ['paused', { status: 'paused' }, []],
    ['scheduled', { startsAt: now + 1 }, []],
    ['running', { startsAt: now, endsAt: now + 1 }, []],
    ['ended', { endsAt: now }, []],
    ['running', { requiredProducts: ['T-1'] }, []],
    ['out_of_stock', { requiredProducts: ['T-1', 'T-2'] }, ['T-2']],
  ])('says that an offer is %s', async (state, over, missing) => {
    const { slots } = await start([toOffer(over)]).tell();
    expect(slots[0]?.offers).toMatchObject([{ state, missing }]);
  });

  it('is told with the key alone, and when definitions are known', async () => {
    expect((await start([]).ask('wrong')).status).toBe(401);
    const reply = await start([], false).ask();
    expect([reply.status, reply.headers.get('Retry-After')]).toEqual([503, '5']);
  });
});
