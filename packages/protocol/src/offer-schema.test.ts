import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toFaults } from './fault.js';
import type { Offer } from './offer.js';
import { findOfferIssues, offerSchema } from './offer-schema.js';
import type { Slot } from './slot.js';
import { slotSchema } from './slot-schema.js';

const banner: Slot = slotSchema.parse({
  id: 'hero',
  name: 'Hero',
  template: 'banner',
  content: { fr: { title: 'Bienvenue' }, en: { title: 'Welcome' } },
});
const offer = {
  id: 'rentree',
  name: 'Rentrée',
  status: 'live',
  slots: ['hero'],
  content: { hero: { fr: { title: 'Bon retour' }, en: { title: 'Welcome back' } } },
};
const pointersOf = (body: unknown, schema: typeof offerSchema | typeof slotSchema) => {
  const parsed = schema.safeParse(body);
  return parsed.success ? [] : toFaults(parsed.error.issues).map(({ pointer }) => pointer);
};

describe('a slot', () => {
  it('has the fields of its template unless it says which', () => {
    expect(banner.fields.map(({ name }) => name)).toEqual(['title', 'text', 'image', 'imageAlt', 'url', 'button']);
  });

  const slot = { id: 'hero', name: 'Hero', template: 'banner', content: { fr: {}, en: {} } };
  it.each([
    ['an id that is no slug', { ...slot, id: 'Hero!' }, ['#/id']],
    ['an unknown template', { ...slot, template: 'video' }, ['#/template']],
    ['content in one language', { ...slot, content: { fr: {} } }, ['#/content/en']],
    ['content of no field', { ...slot, content: { fr: { subtitle: 'x' }, en: {} } }, ['#/content/fr/subtitle']],
    [
      'a script for an address',
      { ...slot, content: { fr: {}, en: { url: 'javascript:alert(1)' } } },
      ['#/content/en/url'],
    ],
    [
      'a host without scheme',
      { ...slot, content: { fr: { image: '//evil.example/a.png' }, en: {} } },
      ['#/content/fr/image'],
    ],
    ['a custom slot without fields', { ...slot, template: 'custom' }, ['#/fields']],
    [
      'a field twice',
      {
        ...slot,
        template: 'custom',
        fields: [
          { name: 'a', kind: 'text' },
          { name: 'a', kind: 'url' },
        ],
      },
      ['#/fields/1/name'],
    ],
    [
      'a field of another kind than its template has',
      { ...slot, fields: [{ name: 'title', kind: 'image' }] },
      ['#/fields/0/kind'],
    ],
    ['products in a banner', { ...slot, products: { strategy: 'next', count: 4 } }, ['#/products']],
    ['a product list without products', { ...slot, template: 'product_list' }, ['#/products']],
    [
      'too many products',
      { ...slot, template: 'product_list', products: { strategy: 'next', count: 99 } },
      ['#/products/count'],
    ],
    ['what it does not know', { ...slot, script: 'x' }, ['#']],
    ['something else than an object', 'slot', ['#']],
  ])('is refused with %s, which it points to', (_, body, pointers) => {
    expect(pointersOf(body, slotSchema)).toEqual(pointers);
  });
});

describe('an offer', () => {
  it('is read with its defaults', () => {
    expect(offerSchema.parse(offer)).toEqual({ ...offer, priority: 0, cooldownDays: 7, holdout: 0 });
  });

  it.each([
    ['no slots', { ...offer, slots: [], content: {} }, ['#/slots']],
    ['a slot twice', { ...offer, slots: ['hero', 'hero'] }, ['#/slots/1']],
    ['no content for a slot', { ...offer, content: {} }, ['#/content/hero']],
    [
      'content for no slot',
      { ...offer, content: { ...offer.content, aside: offer.content.hero } },
      ['#/content/aside'],
    ],
    ['an end before its start', { ...offer, startsAt: 2e12, endsAt: 1e12 }, ['#/endsAt']],
    ['all held out', { ...offer, holdout: 1 }, ['#/holdout']],
    ['an unknown trigger', { ...offer, trigger: { kind: 'moon' } }, ['#/trigger/kind']],
    ['a trigger without its days', { ...offer, trigger: { kind: 'returning' } }, ['#/trigger/afterDays']],
    ['a topic that is none', { ...offer, trigger: { kind: 'topic_viewed', topic: "x' OR 1" } }, ['#/trigger/topic']],
    ['a cap of nothing', { ...offer, cap: { exposures: 0, days: 7 } }, ['#/cap/exposures']],
    ['a segment that is no slug', { ...offer, segment: "a'; DROP TABLE events" }, ['#/segment']],
  ])('is refused with %s, which it points to', (_, body, pointers) => {
    expect(pointersOf(body, offerSchema)).toEqual(pointers);
  });

  const references = { slots: new Map([[banner.id, banner]]), hasSegment: (id: string) => id === 'loyal' };
  const issuesOf = (over: Partial<Offer>) =>
    toFaults([...findOfferIssues({ ...offerSchema.parse(offer), ...over }, references)]);

  it.each([
    ['nothing where all fits', {}, []],
    ['a segment that is not there', { segment: 'lost' }, ['#/segment']],
    ['a slot that is not there', { slots: ['hero', 'aside'] }, ['#/slots/1']],
    [
      'what does not fit the fields of its slot',
      { content: { hero: { fr: { title: ' ', url: 'ftp://x' }, en: { title: 'x', body: 'x' } } } },
      ['#/content/hero/fr/url', '#/content/hero/fr/title', '#/content/hero/en/body'],
    ],
  ])('tells %s', (_, over, pointers) => {
    expect(issuesOf(over).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('takes whatever text there is as text, and never throws', () => {
    const text = fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', "'; DROP TABLE x", '</script>'));
    const anything = fc.record({
      ...Object.fromEntries(Object.keys(offer).map((key) => [key, fc.anything()])),
      coupon: text,
    });
    fc.assert(fc.property(anything, (body) => void offerSchema.safeParse(body)));
    fc.assert(
      fc.property(text, text, (name, value) => {
        const localised = { fr: { title: 'x', [name]: value }, en: { title: value } };
        for (const { pointer } of issuesOf({ content: { hero: localised } }))
          expect(pointer).toMatch(/^#\/content\/hero\//);
      }),
    );
  });
});
