import { defaultInterestSettings, type SegmentTree, type Site } from '@sillage/protocol';
import type { SessionFact } from '@sillage/warehouse';
import { describe, expect, it } from 'vitest';
import { noDefinitions } from './definitions/site-definitions.js';
import { type Telling, tellPerson } from './known-person.js';
import { noon, toFact, toOrder } from './testing/person.js';

const visit = toFact('session', 1);
const nobody: SegmentTree = { type: 'number', fact: 'visits', is: 'less_than', value: 0 };

function tell(facts: SessionFact[], over: Partial<Telling> & { own?: Record<string, SegmentTree> } = {}) {
  const { own = {}, ...telling } = over;
  const segments = Object.entries(own).map(([id, tree]) => {
    return [id, { id, tree, names: { fr: id, en: id }, version: 1, changedAt: 0 }] as const;
  });
  return tellPerson(
    { facts: [visit, ...facts], refunds: [] },
    {
      subject: { site: 'boutique', visitor: 'v', others: [], customerId: undefined, withdrawnAt: undefined },
      site: { id: 'boutique', currency: 'EUR' } as Site,
      settings: defaultInterestSettings,
      definitions: { ...noDefinitions, segments: new Map(segments) },
      findSold: () => undefined,
      liveSession: undefined,
      now: noon,
      ...telling,
    },
  ).person;
}

describe('a person with an open complaint', () => {
  const complaint = toFact('complaint', 40);

  it('is not to be contacted, and no offer is for them', () => {
    expect(tell([]).isSuppressed).toBe(false);
    const person = tell([complaint]);
    expect([person.isSuppressed, person.isInSegment('not-to-be-contacted')]).toEqual([true, true]);
    expect(tell([complaint, toFact('complaint_closed', 39)]).isSuppressed).toBe(false);
  });

  it('is approached no more where the site says in its own words who is not to be contacted', () => {
    const person = tell([complaint], { own: { 'not-to-be-contacted': nobody } });
    expect([person.isSuppressed, person.isInSegment('not-to-be-contacted')]).toEqual([true, false]);
  });
});

it('is in segments by what the catalogue says of their orders', () => {
  const orders = [toOrder('O1', 20, ['new']), toOrder('O2', 10, ['new'])];
  expect(tell(orders).isInSegment('exploring-new-products')).toBe(false);
  const findSold = () => ({ marginMinor: 9_000, currency: 'EUR', releasedAt: noon - 30 * 86_400_000 });
  const person = tell(orders, { findSold });
  expect(['exploring-new-products', 'most-profitable'].map(person.isInSegment)).toEqual([true, true]);
});

it('is in segments of topics as the site counts them, but of none that the visitor hid', () => {
  const viewed = (topic: string): SegmentTree => ({ type: 'viewed', topic, atLeast: 3 });
  const bought: SegmentTree = { type: 'bought', topic: 'bagages', atLeast: 1 };
  const share: SegmentTree = { type: 'order_share', topic: 'bagages', is: 'equals', value: 1 };
  const own = { bags: viewed('bagages'), renamed: viewed('sacs'), tents: viewed('tentes/ultra'), bought, share };
  const line = { productId: 'S', quantity: 1, topics: ['sacs/randonnee'] };
  const facts = [
    toFact('page', 1, { key: '/s', topics: ['sacs'], views: 2 }),
    toFact('page', 1, { key: '/b', topics: ['bagages/cabine'], views: 1 }),
    toFact('page', 1, { key: '/t', topics: ['tentes/ultra'], views: 3 }),
    toFact('order', 1, { key: 'O1', order: { orderId: 'O1', currency: 'EUR', totalMinor: 100, lines: [line] } }),
  ];
  const settings = { ...defaultInterestSettings, topics: { sacs: 'bagages' } };
  const segments = Object.keys(own);
  const isIn = (more: SessionFact[] = []) => segments.filter(tell([...facts, ...more], { settings, own }).isInSegment);
  expect(isIn()).toEqual(['bags', 'tents', 'bought', 'share']);
  expect(isIn([toFact('hidden', 0, { key: 'topic tentes' })])).toEqual(['bags', 'bought', 'share']);
});

it('is in segments by interests as the site weighs them', () => {
  const pages = [
    toFact('page', 1, { key: '/t', topics: ['tentes/ultra'], views: 3 }),
    toFact('product', 1, { key: 'S', topics: ['sacs'], brand: 'Acme', priceMinor: 2_500, currency: 'EUR', views: 1 }),
  ];
  const ask = (kind: 'topic' | 'brand' | 'price_band', key: string, asked: object): SegmentTree => ({
    type: 'interest',
    kind,
    key,
    ...asked,
  });
  const own = {
    first: ask('topic', 'sacs', { top: 1 }),
    second: ask('topic', 'tentes', { top: 1 }),
    'two-of-level': ask('topic', 'tentes', { top: 2 }),
    'below-it': ask('topic', 'tentes/ultra', { top: 1, minShare: 1 }),
    strong: ask('topic', 'sacs', { minScore: 5 }),
    brand: ask('brand', 'Acme', { minShare: 1 }),
    band: ask('price_band', 'EUR 2000-5000', { top: 1 }),
    other: ask('price_band', 'EUR 1000-2000', { top: 100 }),
  };
  const inWhich = (person: ReturnType<typeof tell>) => Object.keys(own).filter(person.isInSegment);
  expect(inWhich(tell(pages, { own }))).toEqual(['first', 'two-of-level', 'below-it', 'brand', 'band']);
  const weights = { ...defaultInterestSettings.weights, pageView: 10 };
  const settings = { ...defaultInterestSettings, weights, topics: { sacs: '' } };
  expect(inWhich(tell(pages, { own, settings }))).toEqual(['second', 'two-of-level', 'below-it', 'brand', 'band']);
});
