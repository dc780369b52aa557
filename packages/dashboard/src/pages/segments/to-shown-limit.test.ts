import { type SegmentCondition, type SegmentTree, toPointer } from '@sillage/protocol';
import { readSegmentTree } from '@sillage/protocol/segment-schema';
import { expect, it } from 'vitest';
import { toShownLimit } from './to-shown-limit.js';
import { toTypedMinor } from './to-typed-minor.js';

const toFault = (tree: SegmentTree) => {
  const read = readSegmentTree(tree);
  const [problem] = 'problems' in read ? read.problems : [];
  const steps = (problem?.path ?? '').split(/[.[\]]+/).filter((step) => step !== '');
  return { pointer: toPointer(['tree', ...steps]), limit: problem?.fault?.limit ?? Number.NaN };
};

it.each<[SegmentCondition, number]>([
  [{ type: 'order_share', topic: 'velo', is: 'at_least', value: 1.5 }, 100],
  [{ type: 'interest', kind: 'topic', key: 'velo', minShare: 1.5 }, 100],
  [{ type: 'interest', kind: 'topic', key: 'velo', top: 200 }, 100],
  [{ type: 'interest', kind: 'topic', key: 'velo', minScore: 1e10 }, 1e9],
  [{ type: 'number', fact: 'couponShare', is: 'at_least', value: 2e12 }, 1e14],
  [{ type: 'number', fact: 'visits', is: 'at_least', value: 2e12 }, 1e12],
  [money(toTypedMinor(2e10, 'EUR')), 1e10],
  [money(toTypedMinor(-5, 'EUR')), 0],
])('the limit of %j is told as the editor writes the number', (condition, limit) => {
  const visits: SegmentCondition = { type: 'number', fact: 'visits', is: 'at_least', value: 1 };
  const trees: SegmentTree[] = [
    condition,
    { type: 'all', of: [visits, condition] },
    { type: 'not', of: { type: 'any', of: [visits, { type: 'not', of: condition }] } },
  ];
  for (const tree of trees) {
    const { pointer, limit: told } = toFault(tree);
    expect(toShownLimit(tree, pointer, told)).toBe(limit);
  }
});

it('a limit of something else stays as it is', () => {
  const tree: SegmentTree = { type: 'order_share', topic: 'velo', is: 'at_least', value: 1 };
  for (const pointer of ['#', '#/names/fr', '#/tree', '#/tree/of/0/value']) {
    expect(toShownLimit(tree, pointer, 1)).toBe(1);
  }
});

function money(valueMinor: number): SegmentCondition {
  return { type: 'money', fact: 'revenueMinor', currency: 'EUR', is: 'at_least', valueMinor };
}
