import { expect, it } from 'vitest';
import { describeSegment } from './describe-segment.js';
import { readyMadeSegments } from './ready-made-segments.js';
import type { SegmentTree } from './segment.js';

/** Intl writes narrow and no-break spaces. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

it.each<[SegmentTree, string, string]>([
  [
    { type: 'viewed', topic: 'velo/casques', atLeast: 3, withinDays: 30 },
    'Personnes qui ont vu le rayon « velo/casques » au moins 3 fois en 30 jours.',
    'Persons who viewed the section “velo/casques” at least 3 times within 30 days.',
  ],
  [
    {
      type: 'all',
      of: [
        { type: 'number', fact: 'orders', is: 'equals', value: 0 },
        {
          type: 'any',
          of: [
            { type: 'in_cart', idleHours: 1 },
            { type: 'in_cart', productId: '100 % {s}' },
          ],
        },
        { type: 'not', of: { type: 'did', what: 'contacted', atLeast: 1, withinDays: 1 } },
      ],
    },
    'Personnes qui n’ont passé aucune commande et qui (ont quelque chose au panier, sans y toucher depuis au moins 1 heure ou qui ont au panier le produit « 100 % {s} ») et qui ne sont pas de celles qui ont été contactées au moins 1 fois par e-mail ou téléphone en 1 jour.',
    'Persons who placed no order and who (have something in the cart, untouched for at least 1 hour or who have the product “100 % {s}” in the cart) and who are not among those who were contacted at least 1 time by mail or telephone within 1 day.',
  ],
  [
    { type: 'money', fact: 'averageBasketMinor', currency: 'EUR', is: 'more_than', valueMinor: 123_450 },
    'Personnes qui ont un panier moyen de plus de 1 234,50 €.',
    'Persons who have an average basket of more than €1,234.50.',
  ],
  [
    { type: 'order_share', topic: 'velo', is: 'at_least', value: 0.5 },
    'Personnes qui ont acheté dans le rayon « velo » dans au moins 50 % de leurs commandes.',
    'Persons who bought in the section “velo” in at least 50% of their orders.',
  ],
  [
    { type: 'word', fact: 'country', among: ['FR', 'BE', '??'] },
    'Personnes qui sont venues en dernier de : France ou Belgique ou ??.',
    'Persons who came last from: France or Belgium or ??.',
  ],
  [
    { type: 'number', fact: 'gapElapsed', is: 'at_least', value: 1.5 },
    'Personnes qui ont laissé passer au moins 150 % de leur délai habituel depuis la dernière commande.',
    'Persons who let at least 150% of their usual time between orders pass since the last one.',
  ],
  [
    { type: 'interest', kind: 'topic', key: 'velo', top: 3, minScore: 1.5 },
    'Personnes qui s’intéressent au rayon « velo » (parmi leurs 3 premiers intérêts) (score : au moins 1,5).',
    'Persons who are interested in the section “velo” (among their first 3) (score: at least 1.5).',
  ],
  [
    {
      type: 'any',
      of: [
        { type: 'interest', kind: 'brand', key: 'Acme', minShare: 0.5 },
        { type: 'interest', kind: 'price_band', key: 'EUR 2000-5000', top: 1 },
        { type: 'number', fact: 'openComplaints', is: 'equals', value: 0 },
        { type: 'money', fact: 'marginMinor', currency: 'EUR', is: 'less_than', valueMinor: 100 },
      ],
    },
    'Personnes qui s’intéressent à la marque « Acme » (au moins 50 % de leur intérêt) ou qui s’intéressent aux prix de 20,00 € à 50,00 € (parmi leurs 1 premiers intérêts) ou qui n’ont aucune réclamation en cours ou qui ont rapporté une marge de moins de 1,00 €.',
    'Persons who are interested in the brand “Acme” (at least 50% of their interest) or who are interested in prices from €20.00 to €50.00 (among their first 1) or who have no open complaint or who brought a margin of less than €1.00.',
  ],
])('tells %j in French and in English', (tree, french, english) => {
  expect(plain(describeSegment(tree, 'fr'))).toBe(french);
  expect(plain(describeSegment(tree, 'en'))).toBe(english);
});

it.each(readyMadeSegments('EUR'))('leaves no place open in what it tells of $id', ({ tree }) => {
  for (const language of ['fr', 'en'] as const) expect(describeSegment(tree, language)).not.toMatch(/\{s\}|undefined/);
});
