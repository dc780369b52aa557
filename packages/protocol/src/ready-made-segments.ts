import type { Segment, SegmentTree } from './segment.js';

const ordered = (value: number): SegmentTree => ({ type: 'number', fact: 'orders', is: 'at_least', value });
const never: SegmentTree = { type: 'number', fact: 'orders', is: 'equals', value: 0 };
const waited = (is: 'at_least' | 'less_than', value: number): SegmentTree => ({
  type: 'number',
  fact: 'gapElapsed',
  is,
  value,
});

const earned = (currency: string, is: 'at_least' | 'less_than', valueMinor: number): SegmentTree => ({
  type: 'money',
  fact: 'marginMinor',
  currency,
  is,
  valueMinor,
});

/**
 * Segments that need nothing of the shop but its currency (ISO 4217). By the usual gap between a person's own orders: at
 * risk when half as much again has passed, lost after three times. Most profitable is by margin where the catalogue gives it,
 * else by revenue; who explores new products is found where the catalogue tells what is new.
 */
export function readyMadeSegments(currency: string): readonly Segment[] {
  const made = madeFor.get(currency) ?? [...ofVisits, ...ofCustomers(currency), notToBeContacted];
  madeFor.set(currency, made);
  return made;
}

/** Each decision asks for them. */
const madeFor = new Map<string, readonly Segment[]>();

const ofVisits: Segment[] = [
  {
    id: 'new',
    names: { fr: 'Nouveaux', en: 'New' },
    tree: { type: 'all', of: [{ type: 'number', fact: 'visits', is: 'equals', value: 1 }, never] },
  },
  {
    id: 'returning',
    names: { fr: 'De retour', en: 'Returning' },
    tree: {
      type: 'all',
      of: [
        { type: 'number', fact: 'visits', is: 'at_least', value: 2 },
        { type: 'number', fact: 'daysSinceLastVisit', is: 'at_most', value: 30 },
      ],
    },
  },
  {
    id: 'cart-abandoned',
    names: { fr: 'Panier abandonné', en: 'Cart abandoned' },
    tree: {
      type: 'all',
      of: [
        { type: 'in_cart', idleHours: 2 },
        { type: 'number', fact: 'daysSinceLastVisit', is: 'at_most', value: 30 },
      ],
    },
  },
  {
    id: 'viewed-never-bought',
    names: { fr: 'Regardent sans jamais acheter', en: 'Viewed, never bought' },
    tree: {
      type: 'all',
      of: [{ type: 'number', fact: 'productsViewedNotBought', is: 'at_least', value: 3 }, never],
    },
  },
];

const ofCustomers = (currency: string): Segment[] => [
  {
    id: 'loyal',
    names: { fr: 'Fidèles', en: 'Loyal' },
    tree: { type: 'all', of: [ordered(3), waited('less_than', 1.5)] },
  },
  {
    id: 'most-profitable',
    names: { fr: 'Les plus rentables', en: 'Most profitable' },
    tree: {
      type: 'all',
      of: [
        { type: 'not', of: earned(currency, 'less_than', 15_000) },
        {
          type: 'any',
          of: [
            earned(currency, 'at_least', 15_000),
            { type: 'money', fact: 'revenueMinor', currency, is: 'at_least', valueMinor: 50_000 },
          ],
        },
      ],
    },
  },
  {
    id: 'loyal-to-discounts',
    names: { fr: 'Fidèles aux seules promotions', en: 'Loyal to discounts only' },
    tree: { type: 'all', of: [ordered(2), { type: 'number', fact: 'couponShare', is: 'at_least', value: 0.8 }] },
  },
  {
    id: 'at-risk',
    names: { fr: 'Sur le point de partir', en: 'At risk' },
    tree: { type: 'all', of: [waited('at_least', 1.5), waited('less_than', 3)] },
  },
  { id: 'lost', names: { fr: 'Perdus', en: 'Lost' }, tree: waited('at_least', 3) },
  {
    id: 'exploring-new-products',
    names: { fr: 'Curieux de nouveautés', en: 'Exploring new products' },
    tree: { type: 'all', of: [ordered(2), { type: 'number', fact: 'newProductShare', is: 'at_least', value: 0.5 }] },
  },
];

/** Who has had enough for now, or waits for an answer. */
const notToBeContacted: Segment = {
  id: 'not-to-be-contacted',
  names: { fr: 'À ne pas solliciter', en: 'Not to be contacted' },
  tree: {
    type: 'any',
    of: [
      { type: 'number', fact: 'openComplaints', is: 'at_least', value: 1 },
      { type: 'did', what: 'contacted', atLeast: 2, withinDays: 7 },
      { type: 'did', what: 'offer_dismissed', atLeast: 3, withinDays: 30 },
    ],
  },
};
