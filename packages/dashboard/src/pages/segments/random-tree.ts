import { comparisons, deeds, moneyFacts, numberFacts, type SegmentTree, wordFacts } from '@sillage/protocol';
import fc from 'fast-check';

const is = fc.constantFrom(...comparisons);
const subject = fc.oneof(
  fc.record({ topic: fc.constantFrom('velo', 'velo/casques') }),
  fc.record({ productId: fc.constantFrom('P1', "P'2") }),
);
const period = fc.record(
  { atLeast: fc.integer({ min: 1, max: 9 }), withinDays: fc.integer({ min: 1, max: 90 }) },
  { requiredKeys: ['atLeast'] },
);
const of = <T extends string>(type: T) => fc.constant(type);

const condition: fc.Arbitrary<SegmentTree> = fc.oneof(
  fc.record({ type: of('number'), fact: fc.constantFrom(...numberFacts), is, value: fc.nat(50) }),
  fc.record({
    type: of('money'),
    fact: fc.constantFrom(...moneyFacts),
    currency: fc.constantFrom('EUR', 'JPY'),
    is,
    valueMinor: fc.nat(99_999),
  }),
  fc.record({
    type: of('word'),
    fact: fc.constantFrom(...wordFacts),
    among: fc.subarray(['FR', 'BE', 'web'], { minLength: 1 }),
  }),
  fc.record({ type: of('order_share'), topic: of('velo'), is, value: fc.constantFrom(0, 0.5, 1) }),
  fc
    .tuple(fc.constantFrom('viewed' as const, 'bought' as const), subject, period)
    .map(([type, named, times]) => ({ type, ...named, ...times })),
  subject.map((named) => ({ type: 'in_cart' as const, ...named })),
  fc.tuple(fc.constantFrom(...deeds), period).map(([what, times]) => ({ type: 'did' as const, what, ...times })),
  fc.record({ type: of('interest'), kind: of('topic'), key: of('velo'), top: fc.integer({ min: 1, max: 5 }) }),
);

/** Trees of every kind of condition and group, as a segment may have them. */
export const randomTree: fc.Arbitrary<SegmentTree> = fc.letrec<{ tree: SegmentTree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthIdentifier: 'tree' },
    condition,
    fc.record({
      type: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('tree'), { minLength: 1, maxLength: 3, depthIdentifier: 'tree' }),
    }),
    fc.record({ type: of('not'), of: tie('tree') }),
  ),
})).tree;
