import { expect, it } from 'vitest';
import { rayons } from './catalogue/rayons.js';
import { type InterestReason, orderRayons, productOf, topicsInFrench } from './interests.js';

const why: InterestReason = { kind: 'product', key: 'ESC-1003', at: 1, did: 'viewed', score: 2 };
const interest = (key: string, score: number) => ({ kind: 'topic' as const, key, score, share: 0.5, why: [why] });
const keysOf = (interests: ReturnType<typeof interest>[]) =>
  orderRayons(rayons, interests).map(({ rayon }) => rayon.key);

it.each([
  ['nothing', [], ['perfumes', 'luggage', 'home', 'stationery']],
  [
    'two rayons',
    [interest('papeterie', 3), interest('papeterie/stylos', 9), interest('maison', 4)],
    ['home', 'stationery', 'perfumes', 'luggage'],
  ],
  ['a topic of another shop', [interest('velos', 3)], ['perfumes', 'luggage', 'home', 'stationery']],
])('orders the rayons by interest in %s', (_, interests, keys) => {
  expect(keysOf(interests)).toEqual(keys);
});

it('says why of what it knows, and of nothing else', () => {
  const [first, second] = orderRayons(rayons, [interest('bagages', 1)]);
  expect(first).toEqual({ rayon: rayons[1], why });
  expect(second).toEqual({ rayon: rayons[0] });
});

it.each([
  ['product', 'ESC-1003', 'figue-de-minuit'],
  ['page', '/en/perfumes/eaux-de-parfum/figue-de-minuit', 'figue-de-minuit'],
  ['page', '/fr/parfums', undefined],
  ['product', 'gone', undefined],
] as const)('finds the product behind the %s %s', (kind, key, slug) => {
  expect(productOf({ ...why, kind, key })?.slug).toBe(slug);
});

it('counts what was read in English as what it is in French', () => {
  expect(topicsInFrench(rayons)).toMatchObject({
    luggage: 'bagages',
    'perfumes/solid-perfumes': 'parfums/parfums-solides',
  });
});
