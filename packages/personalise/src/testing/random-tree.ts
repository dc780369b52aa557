import { comparisons, deeds, moneyFacts, numberFacts, type SegmentTree, wordFacts } from '@sillage/protocol';
import fc from 'fast-check';
import { brands, products, topics } from './random-shop.js';

const is = fc.constantFrom(...comparisons);
const topic = fc.constantFrom(...topics, 'sacs/randonnee', 'bagages', 'velo/sacs');
const productId = fc.constantFrom(...products, "P'; DROP TABLE events --");
const subject = fc.oneof(fc.record({ topic }), fc.record({ productId }));
const period = {
  atLeast: fc.integer({ min: 1, max: 3 }),
  withinDays: fc.constantFrom(1, 2, 3, 30),
};
const periodic = fc.record(period, { requiredKeys: ['atLeast'] });

const number: fc.Arbitrary<SegmentTree> = fc.record({
  type: fc.constant('number' as const),
  fact: fc.constantFrom(...numberFacts),
  is,
  value: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0.5, 1 / 3, 10, 30)),
});
const money: fc.Arbitrary<SegmentTree> = fc.record({
  type: fc.constant('money' as const),
  fact: fc.constantFrom(...moneyFacts),
  currency: fc.constantFrom('EUR', 'CHF', 'USD'),
  is,
  valueMinor: fc.oneof(fc.constantFrom(0, 500, 1_990), fc.nat(12_000)),
});
const word: fc.Arbitrary<SegmentTree> = fc.record({
  type: fc.constant('word' as const),
  fact: fc.constantFrom(...wordFacts),
  among: fc.subarray(['FR', 'BE', 'mobile', 'desktop', 'web', 'till', "it's"], { minLength: 1 }),
});
const orderShare: fc.Arbitrary<SegmentTree> = fc.record({
  type: fc.constant('order_share' as const),
  topic,
  is,
  value: fc.constantFrom(0, 0.5, 1, 1 / 3),
});
const about: fc.Arbitrary<SegmentTree> = fc
  .tuple(fc.constantFrom('viewed' as const, 'bought' as const), subject, periodic)
  .map(([type, named, times]) => ({ type, ...named, ...times }));
const inCart: fc.Arbitrary<SegmentTree> = fc
  .tuple(fc.oneof(subject, fc.constant({})), fc.record({ idleHours: fc.constantFrom(0, 1, 24) }, { requiredKeys: [] }))
  .map(([named, idle]) => ({ type: 'in_cart' as const, ...named, ...idle }));
const did: fc.Arbitrary<SegmentTree> = fc
  .tuple(fc.constantFrom(...deeds), periodic)
  .map(([what, times]) => ({ type: 'did' as const, what, ...times }));

const interestAsked = fc
  .record(
    {
      top: fc.integer({ min: 1, max: 3 }),
      minScore: fc.constantFrom(0, 0.2, 1, 3, 5.5),
      minShare: fc.constantFrom(0, 0.25, 0.5, 1),
    },
    { requiredKeys: [] },
  )
  .filter((asked) => Object.keys(asked).length > 0);
const interest: fc.Arbitrary<SegmentTree> = fc
  .tuple(
    fc.oneof(
      fc.record({ kind: fc.constant('topic' as const), key: topic }),
      fc.record({ kind: fc.constant('brand' as const), key: fc.constantFrom(...brands, "') OR 1=1 --") }),
      fc.record({ kind: fc.constant('price_band' as const), key: fc.constantFrom('EUR 0-1000', 'CHF 1000-2000') }),
    ),
    interestAsked,
  )
  .map(([named, asked]) => ({ type: 'interest' as const, ...named, ...asked }));

/** What few shops drawn by lot have, asked so that some meet it. */
const rare: fc.Arbitrary<SegmentTree> = fc.oneof(
  fc.record({
    type: fc.constant('money' as const),
    fact: fc.constant('marginMinor' as const),
    currency: fc.constantFrom('EUR', 'CHF'),
    is,
    valueMinor: fc.constantFrom(0, 0, 1_000, 3_000),
  }),
  fc.record({
    type: fc.constant('number' as const),
    fact: fc.constantFrom('newProductShare' as const, 'openComplaints' as const),
    is,
    value: fc.constantFrom(0, 1 / 3, 0.5, 1, 2),
  }),
);

const condition = fc.oneof(
  { arbitrary: number, weight: 5 },
  { arbitrary: money, weight: 2 },
  { arbitrary: word, weight: 1 },
  { arbitrary: orderShare, weight: 1 },
  { arbitrary: about, weight: 8 },
  { arbitrary: inCart, weight: 3 },
  { arbitrary: did, weight: 4 },
  { arbitrary: interest, weight: 6 },
  { arbitrary: rare, weight: 5 },
);

/** Conditions by themselves, which hide nothing, and trees of a few. */
export const randomTree: fc.Arbitrary<SegmentTree> = fc.letrec<{ tree: SegmentTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'tree' },
    { arbitrary: condition, weight: 3 },
    fc.record({
      type: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('tree'), { minLength: 1, maxLength: 3, depthIdentifier: 'tree' }),
    }),
    fc.record({ type: fc.constant('not' as const), of: tie('tree') }),
  ),
})).tree;
