import type { VisitorFacts } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { nothingOffered } from '../testing/nothing-offered.js';
import { site } from '../testing/site.js';
import { tellFacts } from './tell-facts.js';
import { createTeller, toLanguage } from './teller.js';

const nothing: VisitorFacts = {
  visits: 0,
  daysSeen: 0,
  attentionMs: 0,
  interests: [],
  viewedNotBought: [],
  cart: { lines: [], valueMinor: {} },
  orders: 0,
  revenueMinor: {},
  averageBasketMinor: {},
  marginMinor: {},
  orderShareByTopic: {},
  openComplaints: 0,
  searches: 0,
  searchesWithoutResult: 0,
  channels: ['web'],
  country: '',
  device: '',
};
const tell = (facts: Partial<VisitorFacts>, locale: string) =>
  tellFacts({ ...nothing, ...facts }, createTeller({ site, language: toLanguage(locale) }, nothingOffered)).map(
    (sentence) => sentence.replace(/[\u00a0\u202f]/g, ' '),
  );
const at = Date.UTC(2026, 10, 2, 23, 30);

it.each<[string, Partial<VisitorFacts>, string[], string[]]>([
  ['nothing', {}, [], []],
  [
    'visits, by days of the shop',
    { visits: 2, daysSeen: 1, firstVisitAt: at, lastVisitAt: at, attentionMs: 90_000, device: 'mobile', country: 'FR' },
    [
      'Vous avez fait 2 visites, sur 1 jour.',
      'La première fois le 3 novembre 2026, la dernière le 3 novembre 2026.',
      'Vous avez passé 2 minutes sur nos pages.',
      'Votre dernière visite était sur un téléphone.',
      'Pays de votre dernière visite : France.',
    ],
    [
      'You made 2 visits, on 1 day.',
      'First on 3 November 2026, last on 3 November 2026.',
      'You spent 2 minutes on our pages.',
      'Your last visit was on a phone.',
      'Country of your last visit: France.',
    ],
  ],
  [
    'a cart and searches',
    {
      cart: { lines: [{ productId: 'A', quantity: 2, topics: [], lastAt: at }], valueMinor: {} },
      searches: 1,
      searchesWithoutResult: 0,
    },
    ['Dans votre panier : 2 × A.', 'Vous avez fait 1 recherche, dont 0 sans résultat.'],
    ['In your cart: 2 × A.', 'You searched 1 time, of which 0 without a result.'],
  ],
  [
    'orders',
    { orders: 2, revenueMinor: { EUR: 4_500 }, daysSinceLastOrder: 1, usualGapDays: 30, couponShare: 0.5 },
    [
      'Vous avez passé 2 commandes, pour 45,00 €.',
      'La dernière commande a 1 jour.',
      'D’ordinaire, 30 jours passent entre deux de vos commandes.',
      'Vous avez utilisé un code de réduction dans 50 % de vos commandes.',
    ],
    [
      'You placed 2 orders, for €45.00.',
      'Your last order is 1 day old.',
      'Usually 30 days pass between two of your orders.',
      'You used a discount code in 50% of your orders.',
    ],
  ],
])('tells %s', (_, facts, french, english) => {
  expect(tell(facts, 'fr-CA')).toEqual(french);
  expect(tell(facts, 'en-US')).toEqual(english);
});

it('says of the shop’s own people that they are', () => {
  const teller = createTeller({ site, language: 'en' }, nothingOffered);
  expect(tellFacts(undefined, teller)).toEqual([expect.stringContaining('one of the shop’s own')]);
});
