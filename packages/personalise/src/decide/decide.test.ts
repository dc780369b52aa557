import type { Offer } from '@sillage/protocol';
import type { SessionFact } from '@sillage/warehouse';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hero, toOffer } from '../testing/definition-bodies.js';
import { noon, toFact, toInput, toPerson } from '../testing/person.js';
import { decide, validMs } from './decide.js';
import { dayMs, toFactsByKind } from './facts-by-kind.js';

const shown = (daysAgo: number, over: Partial<SessionFact> = {}) =>
  toFact('offer', daysAgo, { key: 'rentree', views: 1, ...over });

describe('an offer that is live, for the person and in its slot', () => {
  it('is decided with its content, its reason and how long it holds', () => {
    expect(decide(toInput({ offers: [toOffer({ coupon: 'RETOUR10' })] }))).toEqual({
      decision: {
        decisionId: '0199a000-0000-7000-8000-0000000000d1',
        slot: 'hero',
        kind: 'offer',
        offerId: 'rentree',
        template: 'banner',
        content: { title: 'Bon retour' },
        products: [],
        coupon: 'RETOUR10',
        reason: 'Parce que cette offre est pour tous nos visiteurs.',
        validUntil: noon + validMs.offer,
      },
    });
  });

  it.each([
    ['en-GB', 'Welcome back'],
    ['fr-CA', 'Bon retour'],
    ['de', 'Welcome back'],
    [undefined, 'Bon retour'],
  ])('speaks to a visitor of %s', (locale, title) => {
    const { decision } = decide(toInput({ context: locale === undefined ? {} : { locale } }));
    expect(decision.content).toEqual({ title });
  });

  it('holds no longer than the offer lasts', () => {
    const offers = [toOffer({ endsAt: noon + 1_000 })];
    expect(decide(toInput({ offers })).decision.validUntil).toBe(noon + 1_000);
  });

  it('gives only the fields that the slot has now', () => {
    const content = { hero: { fr: { title: 'Bon retour', old: 'x' }, en: { title: 'x' } } };
    expect(decide(toInput({ offers: [toOffer({ content })] })).decision.content).toEqual({ title: 'Bon retour' });
  });

  it('brings its own choice of products, else the slot’s', () => {
    const slot = { ...hero, template: 'product_list' as const, products: { strategy: 'next' as const, count: 4 } };
    const products = { strategy: 'bought_together' as const, count: 2 };
    expect(decide(toInput({ slot })).products).toEqual({ strategy: 'next', count: 4 });
    expect(decide(toInput({ slot, offers: [toOffer({ products })] })).products).toEqual(products);
    expect(decide(toInput({ slot, offers: [] })).products).toEqual({ strategy: 'next', count: 4 });
    expect(decide(toInput({ offers: [toOffer({ products })] })).products).toBeUndefined();
  });
});

describe('the default is shown', () => {
  it.each<[string, Partial<Offer>]>([
    ['for a draft', { status: 'draft' }],
    ['for a paused offer', { status: 'paused' }],
    ['before the offer begins', { startsAt: noon + 1 }],
    ['when the offer ends', { endsAt: noon }],
    ['outside its segment', { segment: 'lost' }],
    ['while a product that it needs is out of stock', { requiredProducts: ['P1', 'P2'] }],
    ['where the offer has no content for the slot', { content: {} }],
    ['when it is not its moment', { trigger: { kind: 'returning', afterDays: 3 } }],
  ])('%s', (_, over) => {
    const stock = { isAvailable: (id: string) => id !== 'P2', restockedAt: () => undefined };
    const { decision } = decide(toInput({ offers: [toOffer(over)], stock }));
    expect(decision).toMatchObject({ kind: 'default', content: { title: 'Bienvenue' }, reason: '' });
    expect(decision).not.toHaveProperty('offerId');
    expect(decision.validUntil).toBe(noon + validMs.default);
  });

  it.each([
    ['when another slot of the page has the offer', { taken: new Set(['rentree']) }],
    ['to a person who is not to be approached', { person: toPerson([], { isSuppressed: true }) }],
  ])('%s', (_, over) => {
    expect(decide(toInput(over)).decision.kind).toBe('default');
  });

  it('to whom is not known, whatever there is', () => {
    const { person: _, ...input } = toInput({ offers: [toOffer(), toOffer({ id: 'b', holdout: 0.9 })] });
    expect(decide(input).decision.kind).toBe('default');
  });
});

describe('how often', () => {
  const cap = { exposures: 2, days: 7 };
  it.each([
    ['once of two', [shown(1)], 'offer'],
    ['twice of two', [shown(1), shown(2)], 'default'],
    ['twice in one visit', [shown(1, { views: 2 })], 'default'],
    ['withheld as often', [shown(1, { views: 0, withheld: 2 })], 'default'],
    ['twice, once of it too long ago', [shown(1), shown(7)], 'offer'],
    ['another offer', [shown(1, { key: 'other', views: 9 })], 'offer'],
  ])('a person who saw it %s gets: %s', (_, facts, kind) => {
    const { decision } = decide(toInput({ offers: [toOffer({ cap })], person: toPerson(facts) }));
    expect(decision.kind).toBe(kind);
  });

  it.each([
    ['within its cool-down', 6.9, 'default'],
    ['after it', 7, 'offer'],
  ])('a dismissal counts: %s', (_, daysAgo, kind) => {
    const person = toPerson([shown(daysAgo, { dismissed: 1 })]);
    expect(decide(toInput({ person })).decision.kind).toBe(kind);
  });

  const pressure = { contacts: 3, days: 7 };
  it.each([
    ['two exposures of any offer', [shown(1), shown(2, { key: 'x' })], 'offer'],
    ['two, and a mail', [shown(1), shown(2, { key: 'x' }), toFact('contact', 3, { key: 'mail', views: 1 })], 'default'],
    ['three calls', [toFact('contact', 3, { key: 'call', views: 3 })], 'default'],
    ['what was withheld, which is no contact', [shown(1, { key: 'x', views: 0, withheld: 9 })], 'offer'],
    ['what is long ago', [toFact('contact', 8, { key: 'mail', views: 30 })], 'offer'],
  ])('all offers and channels together count: %s', (_, facts, kind) => {
    expect(decide(toInput({ pressure, person: toPerson(facts) })).decision.kind).toBe(kind);
  });
});

it('gives the first of the order that suits', () => {
  const offers = [toOffer({ id: 'a', segment: 'lost' }), toOffer({ id: 'b' }), toOffer({ id: 'c' })];
  expect(decide(toInput({ offers })).decision.offerId).toBe('b');
  const person = toPerson([], { isInSegment: (id) => id === 'lost' });
  expect(decide(toInput({ offers, person })).decision.offerId).toBe('a');
});

describe('a holdout', () => {
  it('shows the default to those who are drawn, and names what they would have seen', () => {
    const people = Array.from({ length: 400 }, (_, index) => toPerson([], { key: `customer:${index}` }));
    const offers = [toOffer({ holdout: 0.25, coupon: 'RETOUR10' }), toOffer({ id: 'next' })];
    const decisions = people.map((person) => decide(toInput({ offers, person })).decision);
    const withheld = decisions.filter(({ kind }) => kind === 'withheld');
    expect(withheld.length).toBeGreaterThan(60);
    expect(withheld.length).toBeLessThan(140);
    expect(new Set(decisions.map(({ offerId }) => offerId))).toEqual(new Set(['rentree']));
    expect(withheld[0]).toMatchObject({ content: { title: 'Bienvenue' }, reason: '' });
    expect(withheld[0]).not.toHaveProperty('coupon');
  });
});

describe('nobody counts', () => {
  it('a preview, which shows the offer whatever stands against it', () => {
    const offers = [
      toOffer({ status: 'draft', segment: 'lost', endsAt: 1, holdout: 0.9, cap: { exposures: 1, days: 1 } }),
    ];
    const { person: _, ...input } = toInput({ offers, previewOf: 'rentree' });
    expect(decide(input).decision).toMatchObject({
      kind: 'offer',
      offerId: 'rentree',
      isUncounted: true,
      validUntil: noon + validMs.offer,
    });
  });

  it('the shop’s own people, who get what others get', () => {
    const person = toPerson([], { isInternal: true });
    expect(decide(toInput({ person })).decision).toMatchObject({ kind: 'offer', isUncounted: true });
    expect(decide(toInput()).decision).not.toHaveProperty('isUncounted');
  });
});

describe('whatever a person did', () => {
  const fact = fc.record({
    key: fc.constantFrom('rentree', 'other'),
    days: fc.integer({ min: 0, max: 20 }),
    views: fc.nat(3),
    dismissed: fc.nat(1),
  });
  const history = fc.array(fact, { maxLength: 12 });
  const toFacts = (some: { key: string; days: number; views: number; dismissed: number }[]) =>
    some.map(({ days, ...over }) => toFact('offer', days, over));
  const offers = [toOffer({ cap: { exposures: 3, days: 5 }, cooldownDays: 4 })];

  it('the order in which it is told changes nothing', () => {
    fc.assert(
      fc.property(history, (some) => {
        const facts = toFacts(some);
        const [one, other] = [facts, facts.toReversed()].map((each) =>
          decide(toInput({ offers, person: toPerson(each) })),
        );
        expect(one).toEqual(other);
      }),
    );
  });

  it('an offer is shown if and only if cap, cool-down and pressure allow it', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 1, max: 12 }), (some, contacts) => {
        const since = (days: number) => some.filter((one) => one.days < days);
        const own = (days: number) => since(days).filter(({ key }) => key === 'rentree');
        const total = (each: { views: number }[]) => each.reduce((sum, { views }) => sum + views, 0);
        const isAllowed =
          total(own(5)) < 3 && own(4).every(({ dismissed }) => dismissed === 0) && total(since(6)) < contacts;
        const person = toPerson(toFacts(some));
        const { decision } = decide(toInput({ offers, person, pressure: { contacts, days: 6 } }));
        expect(decision.kind).toBe(isAllowed ? 'offer' : 'default');
      }),
    );
  });

  it('the default is the same for those who are not to be approached as for the unknown, for whom it says so', () => {
    fc.assert(
      fc.property(history, (some) => {
        const facts = toFactsByKind(toFacts(some));
        const { person: _, ...unknown } = toInput({ now: noon + dayMs });
        const suppressed = decide({ ...unknown, person: toPerson([], { facts, isSuppressed: true }) }).decision;
        expect({ ...suppressed, isForNobody: true }).toEqual(decide(unknown).decision);
      }),
    );
  });
});
