import type { SegmentCondition, SegmentTree } from '@sillage/protocol';
import { toMajor } from '@sillage/protocol/amount';
import { shareFacts } from './condition-fields.js';

/** A limit of a number in the tree as its editor writes that number: shares in per cent, money in major units. */
export function toShownLimit(tree: SegmentTree, pointer: string, limit: number): number {
  const condition = findCondition(tree, pointer);
  if (condition === undefined) return limit;
  if (condition.type === 'money') return toMajor(limit, condition.currency);
  return isShare(condition, pointer) ? limit * 100 : limit;
}

function isShare(condition: SegmentCondition, pointer: string): boolean {
  if (condition.type === 'number') return shareFacts.includes(condition.fact);
  if (condition.type === 'interest') return pointer.endsWith('/minShare');
  return condition.type === 'order_share';
}

/** The condition that has the number: `#/tree/of/1/value` is of the second one. */
function findCondition(tree: SegmentTree, pointer: string): SegmentCondition | undefined {
  const [whole, root, ...steps] = pointer.split('/');
  if (whole !== '#' || root !== 'tree' || steps.length === 0) return undefined;
  const found = steps.slice(0, -1).reduce<unknown>((node, step) => Object(node)[step], tree);
  return Object(found).type === undefined ? undefined : (found as SegmentCondition);
}
