import { type Offer, offerStatuses, type Slot, type Trigger, templateFields, toFaults } from '@sillage/protocol';
import { offerSchema } from '@sillage/protocol/offer-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyOffer, type OfferForm, toFormField, toOfferBody, toOfferForm, toShownLimit } from './offer-form.js';

const site = { timeZone: 'Europe/Paris', currency: 'EUR' };
const hero: Slot = {
  id: 'hero',
  name: 'Hero',
  template: 'banner',
  fields: [...templateFields.banner],
  content: { fr: {}, en: {} },
};

const trigger: fc.Arbitrary<Trigger> = fc.oneof(
  fc.record({ kind: fc.constant('returning' as const), afterDays: fc.integer({ min: 1, max: 365 }) }),
  fc.record({ kind: fc.constant('cart_idle' as const), minutes: fc.integer({ min: 1, max: 100 }) }),
  fc.constant<Trigger>({ kind: 'topic_viewed', topic: 'velo', times: 3, days: 30 }),
  fc.constant<Trigger>({ kind: 'back_in_stock', products: ['P1'] }),
);
const second = fc.integer({ min: 0, max: 1_900_000_000 }).map((at) => at * 1000);
const text = fc.constantFrom('Bonjour', "L'été <b>", '=1+1');
const offer: fc.Arbitrary<Offer> = fc
  .tuple(
    fc.record({
      name: text,
      status: fc.constantFrom(...offerStatuses),
      priority: fc.nat(1_000),
      cooldownDays: fc.nat(365),
      holdout: fc.nat(90).map((percent) => percent / 100),
      title: text,
    }),
    fc.record(
      {
        coupon: text,
        segment: fc.constant('new'),
        trigger,
        startsAt: second,
        expectedValueMinor: fc.nat(1e9),
        cap: fc.record({ exposures: fc.integer({ min: 1, max: 9 }), days: fc.integer({ min: 1, max: 90 }) }),
        requiredProducts: fc.constant<string[]>(['P1', 'P2']),
        salt: fc.constant('draw-2'),
        reason: fc.record({ fr: text, en: text }),
        products: fc.record({ strategy: fc.constant('next' as const), count: fc.integer({ min: 1, max: 24 }) }),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([{ title, ...base }, more]) => ({
    id: 'soldes',
    slots: ['hero'],
    content: { hero: { fr: { title }, en: { title, url: '/en' } } },
    ...base,
    ...more,
  }));

describe('the form of an offer', () => {
  it('says what the offer says', () => {
    fc.assert(
      fc.property(offer, (one) => {
        const body = toOfferBody(toOfferForm(one, site), [hero], site);
        // the hour that the clocks go through twice is one text
        const { startsAt: _, ...rest } = { ...body, id: one.id };
        const { startsAt: __, ...expected } = one;
        expect(rest).toEqual(expected);
        expect(toOfferForm({ ...body, id: one.id }, site)).toEqual(toOfferForm(one, site));
      }),
    );
  });

  it('is one that the server takes as soon as it has a name, a slot and its texts', () => {
    const content = { hero: { fr: { title: 'Bonjour', text: ' ' }, en: { title: 'Hello' } } };
    const form = { ...emptyOffer, id: 'bonjour', name: 'Bonjour', slots: ['hero'], content };
    const read = offerSchema.safeParse({ ...toOfferBody(form, [hero], site), id: form.id });
    expect(read.data).toMatchObject({
      content: { hero: { fr: { title: 'Bonjour' }, en: { title: 'Hello' } } },
      holdout: 0.1,
    });
    expect(read.data?.content.hero?.fr).not.toHaveProperty('text');
  });

  it('leaves out what a slot has no field for, and slots that are not chosen', () => {
    const texts = { title: 'x', gone: 'y' };
    const content = { hero: { fr: texts, en: texts }, other: { fr: texts, en: texts } };
    const body = toOfferBody({ ...emptyOffer, slots: ['hero'], content }, [hero], site);
    expect(body.content).toEqual({ hero: { fr: { title: 'x' }, en: { title: 'x' } } });
  });

  it('holds money as it is written in its currency', () => {
    const form = { ...emptyOffer, expectedValue: 12.35 };
    expect(toOfferBody(form, [], site).expectedValueMinor).toBe(1_235);
    expect(toOfferBody(form, [], { ...site, currency: 'JPY' }).expectedValueMinor).toBe(12);
  });

  it.each([
    ['#/content/hero/fr/url', 'content.hero.fr.url'],
    ['#/cap/exposures', 'capExposures'],
    ['#/trigger/afterDays', 'trigger.afterDays'],
    ['#/trigger', 'trigger'],
    ['#/trigger/kind', 'trigger'],
    ['#/products/count', 'products.count'],
    ['#/products/strategy', 'products'],
    ['#/content/hero', ''],
    ['#/endsAt', 'endsAt'],
    ['#/holdout', 'holdoutPercent'],
    ['#/slots/0', 'slots'],
    ['#/requiredProducts/3', 'requiredProducts'],
    ['#', ''],
    ['#/version', ''],
  ])('%s is %s', (pointer, field) => {
    expect(toFormField(pointer)).toBe(field);
  });
});

it.each<[Partial<OfferForm>, string, number]>([
  [{ expectedValue: -5 }, 'expectedValue', 0],
  [{ expectedValue: -0.001 }, 'expectedValue', 0],
  [{ expectedValue: 2e10 }, 'expectedValue', 1e10],
  [{ holdoutPercent: 95 }, 'holdoutPercent', 90],
  [{ trigger: { kind: 'order_due', share: 1.5 } }, 'trigger.share', 140],
  [{ trigger: { kind: 'returning', afterDays: 400 } }, 'trigger.afterDays', 365],
  [{ products: { strategy: 'next', count: 30 } }, 'products.count', 24],
])('an offer of %j is refused at %s, by the limit %s', (typed, field, limit) => {
  const content = { hero: { fr: {}, en: {} } };
  const body = toOfferBody({ ...emptyOffer, name: 'Bonjour', slots: ['hero'], content, ...typed }, [hero], site);
  const faults = toFaults(offerSchema.safeParse({ ...body, id: 'bonjour' }).error?.issues ?? []);
  const told = faults.map((fault) => [
    toFormField(fault.pointer),
    toShownLimit(fault.pointer, fault.limit ?? Number.NaN, site),
  ]);
  expect(told).toEqual([[field, limit]]);
});

it('an amount beyond counting is refused at its field', () => {
  const body = toOfferBody({ ...emptyOffer, expectedValue: 1e20 }, [hero], site);
  const { error } = offerSchema.safeParse({ ...body, id: 'bonjour' });
  expect(toFaults(error?.issues ?? []).map(({ pointer }) => toFormField(pointer))).toContain('expectedValue');
});
