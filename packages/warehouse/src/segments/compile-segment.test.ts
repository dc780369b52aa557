import { defaultInterestSettings, type SegmentTree } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { compileSegment } from './compile-segment.js';

const evil = "') OR 1=1 -- \\' {p0:String} ; DROP TABLE events";

const trees: ((text: string) => SegmentTree)[] = [
  (topic) => ({ type: 'viewed', topic, atLeast: 1, withinDays: 3 }),
  (productId) => ({ type: 'viewed', productId, atLeast: 1 }),
  (topic) => ({ type: 'bought', topic, atLeast: 1 }),
  (productId) => ({ type: 'bought', productId, atLeast: 1 }),
  (topic) => ({ type: 'in_cart', topic }),
  (productId) => ({ type: 'in_cart', productId, idleHours: 1 }),
  (word) => ({ type: 'word', fact: 'country', among: [word] }),
  (word) => ({ type: 'word', fact: 'channel', among: [word] }),
  (topic) => ({ type: 'order_share', topic, is: 'at_least', value: 0.5 }),
  (currency) => ({ type: 'money', fact: 'averageBasketMinor', currency, is: 'at_least', valueMinor: 1 }),
  (currency) => ({ type: 'money', fact: 'marginMinor', currency, is: 'at_least', valueMinor: 1 }),
  (key) => ({ type: 'interest', kind: 'topic', key, top: 1, minScore: 1, minShare: 0.5 }),
  (key) => ({ type: 'interest', kind: 'brand', key, minScore: 1 }),
  (key) => ({ type: 'interest', kind: 'price_band', key, top: 1 }),
];

function compile(tree: SegmentTree, text: string) {
  return compileSegment(
    {
      site: text,
      tree,
      now: 1,
      interests: { ...defaultInterestSettings, topics: { [text]: text } },
      productIds: { ignoresCase: false, prefixes: [text], suffixes: [text], variantSeparator: text },
    },
    { person: { person: { customerId: text }, visitors: [] } },
  );
}

it.each(trees)('makes the same SQL whatever the texts of tree %# and of the site’s settings', (toTree) => {
  const [plain, hostile] = ['velo', evil].map((text) => compile(toTree(text), text));
  expect(hostile?.members).toBe(plain?.members);
  expect(hostile?.tables).toEqual(plain?.tables);
  expect(JSON.stringify([hostile?.members, hostile?.tables])).not.toContain('DROP');
  expect(JSON.stringify(hostile?.parameters)).toContain('DROP');
});
