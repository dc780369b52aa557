import { comparisons, deeds, moneyFacts, numberFacts, type SegmentTree, wordFacts } from '@sillage/protocol';
import fc from 'fast-check';
import { products, topics } from './random-shop.js';

const is = fc.constantFrom(...comparisons);
const topic = fc.constantFrom(...topics, 'sacs/randonnee');
const productId = fc.constantFrom(...products, "P'; DROP TABLE events --");
const subject = fc.oneof(fc.record({ topic }), fc.record({ productId }));
const period = {
  atLeast: fc.integer({ min: 1, max: 3 }),
  withinDays: fc.constantFrom(1, 2, 3, 30),
};
const periodic = fc.record(period, { requiredKeys: ['atLeast'] });

const condition: fc.Arbitrary<SegmentTree> = fc.oneof(
  ...numberFacts.map((fact) =>
    fc.record({
      type: fc.constant('number' as const),
      fact: fc.constant(fact),
      is,
      value: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.constantFrom(0.5, 1 / 3, 10, 30)),
    }),
  ),
  ...moneyFacts.map((fact) =>
    fc.record({
      type: fc.constant('money' as const),
      fact: fc.constant(fact),
      currency: fc.constantFrom('EUR', 'CHF', 'USD'),
      is,
      valueMinor: fc.oneof(fc.constantFrom(0, 500, 1_990), fc.nat(12_000)),
    }),
  ),
  fc.record({
    type: fc.constant('word' as const),
    fact: fc.constantFrom(...wordFacts),
    among: fc.subarray(['FR', 'BE', 'mobile', 'desktop', 'web', 'till', "it's"], { minLength: 1 }),
  }),
  fc.record({
    type: fc.constant('order_share' as const),
    topic,
    is,
    value: fc.constantFrom(0, 0.5, 1, 1 / 3),
  }),
  fc.tuple(subject, periodic).map(([about, times]) => ({ type: 'viewed' as const, ...about, ...times })),
  fc.tuple(subject, periodic).map(([about, times]) => ({ type: 'viewed' as const, ...about, ...times })),
  fc.tuple(subject, periodic).map(([about, times]) => ({ type: 'bought' as const, ...about, ...times })),
  fc
    .tuple(
      fc.oneof(subject, fc.constant({})),
      fc.record({ idleHours: fc.constantFrom(0, 1, 24) }, { requiredKeys: [] }),
    )
    .map(([about, idle]) => ({ type: 'in_cart' as const, ...about, ...idle })),
  fc.tuple(fc.constantFrom(...deeds), periodic).map(([what, times]) => ({ type: 'did' as const, what, ...times })),
);

/** Trees of all conditions, mostly of a few. */
export const randomTree: fc.Arbitrary<SegmentTree> = fc.letrec<{ tree: SegmentTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'tree' },
    condition,
    fc.record({
      type: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('tree'), { minLength: 1, maxLength: 3, depthIdentifier: 'tree' }),
    }),
    fc.record({ type: fc.constant('not' as const), of: tie('tree') }),
  ),
})).tree;
