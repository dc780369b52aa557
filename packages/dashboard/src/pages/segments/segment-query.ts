import type { SegmentCondition, SegmentTree } from '@sillage/protocol';
import type { SaidFault } from '../use-fault-text.js';
import { fieldOf } from './condition-fields.js';

/** A condition as the query builder holds it: its whole value is ours, comparison and all. */
export interface ConditionRule {
  id?: string;
  field: string;
  operator: string;
  value: SegmentCondition;
}

/** Conditions joined, as the query builder holds them; `not` is of all of them together. */
export interface ConditionGroup {
  id?: string;
  combinator: 'and' | 'or';
  not?: boolean;
  rules: (ConditionGroup | ConditionRule)[];
}

/** The builder wants an operator; ours are within the condition. */
export const onlyOperator = 'is';

export const toRule = (value: SegmentCondition): ConditionRule => ({
  field: fieldOf(value),
  operator: onlyOperator,
  value,
});

/** A tree for the query builder, of which the root is a group. */
export function toQuery(tree: SegmentTree): ConditionGroup {
  switch (tree.type) {
    case 'all':
    case 'any':
      return { combinator: tree.type === 'all' ? 'and' : 'or', rules: tree.of.map(toNode) };
    case 'not':
      return toDenied(tree.of);
    default:
      return { combinator: 'and', rules: [toRule(tree)] };
  }
}

/** Several are denied by their own group, one by a group of its own. */
function toDenied(tree: SegmentTree): ConditionGroup {
  const isOfSeveral = (tree.type === 'all' || tree.type === 'any') && tree.of.length > 1;
  if (isOfSeveral) return { ...toQuery(tree), not: true };
  const [only] = tree.type === 'all' || tree.type === 'any' ? tree.of : [tree];
  return { combinator: 'and', not: true, rules: only ? [toNode(only)] : [] };
}

function toNode(tree: SegmentTree): ConditionGroup | ConditionRule {
  switch (tree.type) {
    case 'all':
    case 'any':
    case 'not':
      return toQuery(tree);
    default:
      return toRule(tree);
  }
}

/** Where a rule of the builder stands in the tree: a JSON Pointer behind `#/tree`. */
export interface Place {
  pointer: string;
  id: string;
}

export interface PlacedTree {
  tree: SegmentTree;
  places: Place[];
}

/** The tree of what was built. A group without a condition says nothing, one of a single one what that says; `undefined`: there is none. */
export function toTree(query: ConditionGroup): SegmentTree | undefined {
  return toPlacedTree(query)?.tree;
}

/** The same, and which rule is where in it. */
export function toPlacedTree(query: ConditionGroup): PlacedTree | undefined {
  return placeGroup(query);
}

export function isGroup(node: ConditionGroup | ConditionRule): node is ConditionGroup {
  return 'rules' in node;
}

function place(node: ConditionGroup | ConditionRule): PlacedTree | undefined {
  if (isGroup(node)) return placeGroup(node);
  return { tree: node.value, places: [{ pointer: '', id: node.id ?? '' }] };
}

function placeGroup({ combinator, not = false, rules }: ConditionGroup): PlacedTree | undefined {
  const below = rules.map(place).filter((one) => one !== undefined);
  const [only] = below;
  if (!only) return undefined;
  const joined = below.length === 1 ? only : join(combinator, below);
  if (!not) return joined;
  return { tree: { type: 'not', of: joined.tree }, places: under('/of', joined.places) };
}

function join(combinator: 'and' | 'or', below: readonly PlacedTree[]): PlacedTree {
  return {
    tree: { type: combinator === 'and' ? 'all' : 'any', of: below.map(({ tree }) => tree) },
    places: below.flatMap(({ places }, index) => under(`/of/${index}`, places)),
  };
}

function under(prefix: string, places: readonly Place[]): Place[] {
  return places.map(({ pointer, id }) => ({ pointer: `${prefix}${pointer}`, id }));
}

/** What the server says is wrong, by the rule it is about; what is about no rule under the empty id. */
export function placeFaults(places: readonly Place[], faults: readonly SaidFault[]): Map<string, string[]> {
  const byRule = new Map<string, string[]>();
  for (const { pointer, detail } of faults) {
    const inTree = pointer.replace(/^#\/tree/, '');
    const isOf = ({ pointer: at }: Place) => inTree === at || inTree.startsWith(`${at}/`);
    const id = pointer.startsWith('#/tree') ? (places.find(isOf)?.id ?? '') : '';
    byRule.set(id, [...(byRule.get(id) ?? []), detail]);
  }
  return byRule;
}

const namingFields = ['names/fr', 'names/en', 'id'];

/** The same of the whole definition: beside rules by its fields, `names/fr` or `id`. */
export function placeAllFaults(places: readonly Place[], faults: readonly SaidFault[]): Map<string, string[]> {
  const isOfTree = ({ pointer }: SaidFault) => pointer.startsWith('#/tree');
  const placed = placeFaults(places, faults.filter(isOfTree));
  for (const { pointer, detail } of faults.filter((one) => !isOfTree(one))) {
    const field = namingFields.find((one) => pointer === `#/${one}`) ?? '';
    placed.set(field, [...(placed.get(field) ?? []), detail]);
  }
  return placed;
}
