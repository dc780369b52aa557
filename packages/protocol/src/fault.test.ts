import { expect, it } from 'vitest';
import { catalogueProductSchema, catalogueRemovalSchema } from './catalogue-schema.js';
import { type Fault, faultDetails } from './fault.js';
import { offerSchema } from './offer-schema.js';
import { readOrTell, type Schema } from './read-as.js';
import { segmentSchema } from './segment-definition-schema.js';
import { slotSchema } from './slot-schema.js';
import { surveySchema } from './survey-schema.js';
import { topicMapSchema } from './topic-map-schema.js';

const read = <T>(schema: Schema<T>, body: unknown): Fault[] => {
  const told = readOrTell(schema, body);
  return 'faults' in told ? told.faults : [];
};
const number = { type: 'number', fact: 'visits', is: 'at_least', value: 1 };
const nested = (depth: number): object => (depth === 0 ? number : { type: 'not', of: nested(depth - 1) });
const segment = (tree: unknown) => ({ id: 'a', names: { fr: 'A', en: 'A' }, tree });

it.each<[string, Schema<unknown>, unknown, Partial<Fault>]>([
  ['an id', surveySchema, { id: 'A !' }, { pointer: '#/id', code: 'not_a_slug', detail: faultDetails.not_a_slug }],
  ['a long name', offerSchema, { name: 'a'.repeat(101) }, { pointer: '#/name', code: 'too_long', limit: 100 }],
  ['no name', offerSchema, { name: '' }, { pointer: '#/name', code: 'too_short', limit: 1 }],
  ['no slot', offerSchema, { slots: [] }, { pointer: '#/slots', code: 'too_few', limit: 1 }],
  ['a share of two', offerSchema, { holdout: 2 }, { pointer: '#/holdout', code: 'too_big', limit: 0.9 }],
  ['half a priority', offerSchema, { priority: 1.5 }, { pointer: '#/priority', code: 'not_whole' }],
  [
    'no number',
    offerSchema,
    { priority: 'high' },
    { pointer: '#/priority', code: 'wrong_type', detail: 'expected a number' },
  ],
  ['no content', slotSchema, {}, { pointer: '#/content', code: 'required', detail: 'is required' }],
  ['no text', slotSchema, { name: null }, { pointer: '#/name', code: 'wrong_type', detail: 'expected a string' }],
  ['no template', slotSchema, {}, { pointer: '#/template', code: 'required' }],
  ['no kind of condition', segmentSchema, segment({ of: [] }), { pointer: '#/tree/type', code: 'required' }],
  ['no tree', segmentSchema, {}, { pointer: '#/tree', code: 'required' }],
  ['a name that is not ours', slotSchema, { color: 'red' }, { pointer: '#', code: 'unknown_name' }],
  [
    'a word of no list',
    offerSchema,
    { status: 'on' },
    { pointer: '#/status', code: 'invalid', detail: 'one of draft, live, paused' },
  ],
  [
    'a kind of condition that is not ours',
    segmentSchema,
    segment({ type: 'none' }),
    { pointer: '#/tree/type', code: 'invalid', detail: expect.stringMatching(/^one of all, any, not, number, /) },
  ],
  [
    'a stock of a feed',
    catalogueProductSchema,
    { id: 'T', name: 'Tente', stock: 'some' },
    { pointer: '#/stock', code: 'invalid', detail: 'expected a number or one of in, out' },
  ],
  [
    'a removal that is none',
    catalogueRemovalSchema,
    { id: 'T', isRemoved: 'yes' },
    { pointer: '#/isRemoved', detail: 'expected true' },
  ],
  [
    'a kind that is not the template’s',
    slotSchema,
    {
      id: 'a',
      name: 'A',
      template: 'banner',
      fields: [{ name: 'title', kind: 'url' }],
      content: { fr: {}, en: {} },
    },
    { pointer: '#/fields/0/kind', code: 'fixed_kind' },
  ],
  ['a tree too deep', segmentSchema, segment(nested(40)), { pointer: '#/tree', code: 'too_deep' }],
  [
    'a condition of a tree',
    segmentSchema,
    segment({ type: 'all', of: [{ type: 'did', what: 'ordered', atLeast: 0 }] }),
    { pointer: '#/tree/of/0/atLeast', code: 'too_small', limit: 1 },
  ],
  [
    'a topic of a tree',
    segmentSchema,
    segment({ type: 'order_share', topic: 'A B', is: 'equals', value: 1 }),
    { pointer: '#/tree/topic', code: 'not_a_topic' },
  ],
  [
    'a tree of too many bytes',
    segmentSchema,
    segment({ type: 'word', fact: 'country', among: Array.from({ length: 50 }, (_, n) => `${n}`.padEnd(400, 'é')) }),
    { pointer: '#/tree', code: 'too_big', limit: 16_384 },
  ],
  [
    'a topic that is joined to another',
    topicMapSchema,
    { id: 'site', topics: { 'Shoes & co': 'chaussures' } },
    { pointer: '#/topics/Shoes%20%26%20co', code: 'not_a_topic', detail: faultDetails.not_a_topic },
  ],
  [
    'a long one',
    topicMapSchema,
    { id: 'site', topics: { ['a'.repeat(201)]: 'chaussures' } },
    { code: 'too_long', limit: 200 },
  ],
  [
    'what it is joined to',
    topicMapSchema,
    { id: 'site', topics: { souliers: 'Shoes & co' } },
    { pointer: '#/topics/souliers', code: 'not_a_topic' },
  ],
  [
    'a map of too many topics',
    topicMapSchema,
    { id: 'site', topics: Object.fromEntries(Array.from({ length: 1_001 }, (_, n) => [`t${n}`, ''])) },
    { pointer: '#/topics', code: 'too_many', limit: 1_000 },
  ],
  [
    'a start in seconds',
    offerSchema,
    { startsAt: 1_795_438_000 },
    { pointer: '#/startsAt', code: 'not_milliseconds', detail: faultDetails.not_milliseconds },
  ],
  ['an end of a survey in seconds', surveySchema, { endsAt: 1_795_438_000 }, { code: 'not_milliseconds' }],
  [
    'an address of a feed',
    catalogueProductSchema,
    { id: 'T', name: 'Tente', url: 'javascript:alert(1)' },
    { pointer: '#/url', code: 'not_an_address' },
  ],
  [
    'a currency of a feed',
    catalogueProductSchema,
    { id: 'T', name: 'Tente', currency: '€' },
    { pointer: '#/currency', code: 'not_a_currency' },
  ],
])('%s has a code that a page can say', (_, schema, body, fault) => {
  expect(read(schema, body)).toContainEqual(expect.objectContaining(fault));
});
