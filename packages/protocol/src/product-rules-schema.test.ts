import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { toFaults } from './fault.js';
import { productRulesSchema } from './product-rules-schema.js';

const nothing = {
  id: 'site',
  pin: [],
  exclude: { products: [], topics: [], brands: [] },
  boost: [],
  leaveOutSeen: false,
};

describe('the rules of a site', () => {
  it('say nothing where they name nothing', () => {
    expect(productRulesSchema.parse({ id: 'site' })).toEqual(nothing);
    expect(productRulesSchema.parse({ id: 'site', exclude: { brands: ['Nord'] } }).exclude).toEqual({
      ...nothing.exclude,
      brands: ['Nord'],
    });
  });

  it.each([
    ['a boost of nothing', { boost: [{ factor: 2 }] }, '#/boost/0'],
    ['a boost of two things', { boost: [{ topic: 'tentes', brand: 'Nord', factor: 2 }] }, '#/boost/0'],
    ['a boost without a factor', { boost: [{ topic: 'tentes' }] }, '#/boost/0/factor'],
    ['a factor of nothing', { boost: [{ topic: 'tentes', factor: 0 }] }, '#/boost/0/factor'],
    ['a factor beyond measure', { boost: [{ topic: 'tentes', factor: 101 }] }, '#/boost/0/factor'],
    ['what is no topic', { exclude: { topics: ['Les Tentes'] } }, '#/exclude/topics/0'],
    ['a product that is pinned twice', { pin: ['a', 'b', 'a'] }, '#/pin/2'],
    ['a product that is pinned and excluded', { pin: ['a'], exclude: { products: ['a'] } }, '#/pin/0'],
    ['more pins than a slot has places', { pin: Array.from({ length: 25 }, (_, index) => `${index}`) }, '#/pin'],
    ['a slip', { exclude: { product: ['a'] } }, '#/exclude'],
    ['another id', { id: 'other' }, '#/id'],
  ])('refuse %s, and say where', (_, body, pointer) => {
    const parsed = productRulesSchema.safeParse({ id: 'site', ...body });
    expect(toFaults(parsed.error?.issues ?? []).map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('are taken as docs/personalise.md shows them', () => {
    const page = readFileSync(new URL('../../../docs/personalise.md', import.meta.url), 'utf8');
    const [, body = ''] = /\/v1\/rules [^']*-d '([^']+)'/.exec(page) ?? [];
    expect(productRulesSchema.parse({ id: 'site', ...JSON.parse(body) }).boost).not.toEqual([]);
  });
});
