import type { SegmentCondition, SegmentTree } from '@sillage/protocol';
import { readSegmentTree } from '@sillage/protocol/segment-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomTree } from './random-tree.js';
import {
  type ConditionGroup,
  isGroup,
  placeAllFaults,
  placeFaults,
  toPlacedTree,
  toQuery,
  toRule,
  toTree,
} from './segment-query.js';

const loyal: SegmentCondition = { type: 'number', fact: 'orders', is: 'at_least', value: 3 };
const idle: SegmentCondition = { type: 'in_cart', idleHours: 2 };

/** Whether a person meets a tree of whom it is known which conditions they meet. */
function meets(tree: SegmentTree, isMet: (condition: SegmentCondition) => boolean): boolean {
  switch (tree.type) {
    case 'all':
      return tree.of.every((each) => meets(each, isMet));
    case 'any':
      return tree.of.some((each) => meets(each, isMet));
    case 'not':
      return !meets(tree.of, isMet);
    default:
      return isMet(tree);
  }
}

const depthOf = (tree: SegmentTree): number => {
  if (tree.type === 'all' || tree.type === 'any') return 1 + Math.max(...tree.of.map(depthOf));
  return tree.type === 'not' ? 1 + depthOf(tree.of) : 1;
};

/** As the builder gives each rule an id. */
function withIds(group: ConditionGroup, path = 'root'): ConditionGroup {
  const rules = group.rules.map((node, index) =>
    isGroup(node) ? withIds(node, `${path}.${index}`) : { ...node, id: `${path}.${index}` },
  );
  return { ...group, id: path, rules };
}

describe('a tree in the builder', () => {
  it('comes back as it was, once it has been there', () => {
    fc.assert(
      fc.property(randomTree, (tree) => {
        const once = toTree(toQuery(tree)) as SegmentTree;
        expect(toTree(toQuery(once))).toEqual(once);
        expect('tree' in readSegmentTree(once)).toBe(true);
        expect(depthOf(once)).toBeLessThanOrEqual(depthOf(tree));
      }),
    );
  });

  it('means the same, whichever of its conditions somebody meets', () => {
    fc.assert(
      fc.property(randomTree, fc.func(fc.boolean()), (tree, meetsOne) => {
        const isMet = (condition: SegmentCondition) => meetsOne(JSON.stringify(condition));
        expect(meets(toTree(toQuery(tree)) as SegmentTree, isMet)).toBe(meets(tree, isMet));
      }),
    );
  });

  it.each<[SegmentTree, SegmentTree]>([
    [loyal, loyal],
    [
      { type: 'not', of: idle },
      { type: 'not', of: idle },
    ],
    [
      { type: 'not', of: { type: 'not', of: idle } },
      { type: 'not', of: { type: 'not', of: idle } },
    ],
    [
      { type: 'any', of: [loyal, { type: 'not', of: { type: 'all', of: [idle, loyal] } }] },
      { type: 'any', of: [loyal, { type: 'not', of: { type: 'all', of: [idle, loyal] } }] },
    ],
    [{ type: 'all', of: [loyal] }, loyal],
    [
      { type: 'not', of: { type: 'any', of: [idle] } },
      { type: 'not', of: idle },
    ],
  ])('%j', (tree, back) => {
    expect(toTree(toQuery(tree))).toEqual(back);
  });

  it('says nothing where it has no condition, and leaves out groups without one', () => {
    const empty: ConditionGroup = { combinator: 'or', not: true, rules: [] };
    expect(toTree(empty)).toBeUndefined();
    expect(
      toTree({ combinator: 'and', rules: [empty, { combinator: 'or', rules: [toRule(loyal)] }, toRule(idle)] }),
    ).toEqual({
      type: 'all',
      of: [loyal, idle],
    });
  });

  it('knows of each rule where it stands in the tree', () => {
    fc.assert(
      fc.property(randomTree, (tree) => {
        const query = withIds(toQuery(tree));
        const { tree: placed, places } = toPlacedTree(query) ?? { tree, places: [] };
        for (const { pointer, id } of places) {
          const inTree = pointer
            .split('/')
            .slice(1)
            .reduce<unknown>((node, step) => (node as Record<string, unknown>)[step], placed);
          const inQuery = id
            .split('.')
            .slice(1)
            .reduce<unknown>((node, step) => (node as ConditionGroup).rules[Number(step)], query);
          expect((inQuery as { value: unknown }).value).toEqual(inTree);
        }
      }),
    );
  });
});

describe('what the server finds wrong', () => {
  it('is told at its rule, else of the whole', () => {
    const query = withIds({
      combinator: 'and',
      rules: [toRule(loyal), { combinator: 'or', not: true, rules: [toRule(idle), toRule(loyal)] }],
    });
    const { places = [] } = toPlacedTree(query) ?? {};
    const faults = [
      { pointer: '#/tree/of/0/value', detail: 'too much' },
      { pointer: '#/tree/of/1/of/of/1', detail: 'not one' },
      { pointer: '#/tree', detail: 'too deep' },
      { pointer: '#/names/fr', detail: 'is required' },
    ];
    expect([...placeFaults(places, faults)]).toEqual([
      ['root.0', ['too much']],
      ['root.1.1', ['not one']],
      ['', ['too deep', 'is required']],
    ]);
  });

  it('is told at the only rule', () => {
    const { places = [] } = toPlacedTree(withIds(toQuery(idle))) ?? {};
    expect([...placeFaults(places, [{ pointer: '#/tree/idleHours', detail: 'no' }])]).toEqual([['root.0', ['no']]]);
  });

  it('is told at the field that it is about, beside the tree', () => {
    const { places = [] } = toPlacedTree(withIds(toQuery(idle))) ?? {};
    const faults = [
      { pointer: '#/names/fr', detail: 'too long' },
      { pointer: '#/tree/idleHours', detail: 'no' },
      { pointer: '#', detail: 'all wrong' },
      { pointer: '#/version', detail: 'no number' },
    ];
    expect([...placeAllFaults(places, faults)]).toEqual([
      ['root.0', ['no']],
      ['names/fr', ['too long']],
      ['', ['all wrong', 'no number']],
    ]);
  });
});
