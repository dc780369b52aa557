import type { SegmentTree } from '@sillage/protocol';
import type { Parameters } from '../client/clickhouse.js';
import type { SegmentQuestion } from '../warehouse.js';
import { toCondition } from './conditions.js';
import { cartGroup, ordersGroup, productsGroup } from './order-groups.js';
import { everybody, type PersonScope, people } from './person-scope.js';
import { type GroupName, groupNames, QueryDraft } from './query-draft.js';
import { viewsGroup } from './views-group.js';
import { deedsGroup, sessionsGroup, visitsGroup } from './visit-groups.js';

/** A query of the members of a segment: SQL for its end, and the values that it binds. */
export interface CompiledSegment {
  /** `WITH … `: to be followed by a SELECT from `members`, of which each row is a person. */
  members: string;
  parameters: Parameters;
}

/**
 * SQL of a segment over the facts of sessions: only those groups of facts that the tree names are computed, each in a pass
 * of its own, and joined by person. Every value of the tree is a bound parameter. `columns` are further ones of each member.
 */
export function compileSegment(
  { site, tree, now }: SegmentQuestion,
  { scope = everybody, columns }: { scope?: PersonScope; columns?: (draft: QueryDraft) => string } = {},
): CompiledSegment {
  const draft = new QueryDraft(now);
  const condition = toTruth(tree, draft);
  const more = columns?.(draft);
  const joins = groupNames
    .filter((name) => name !== 'visits' && draft.columns(name).length > 0)
    .map((name) => `LEFT JOIN (${groups[name](draft, scope)}) AS ${name} ON ${name}.person = visits.person`);
  return {
    members: `WITH people AS (${people(scope)}),
members AS (
  SELECT visits.customer AS customer, visits.visitors AS visitors, visits.person AS person${more ? `, ${more}` : ''}
  FROM (${visitsGroup(draft, scope)}) AS visits
  ${joins.join('\n')}
  WHERE ${scope.isMeant} AND ${condition}
)`,
    parameters: { ...draft.parameters, ...scope.parameters, site },
  };
}

const groups: Record<GroupName, (draft: QueryDraft, scope: PersonScope) => string> = {
  visits: visitsGroup,
  sessions: sessionsGroup,
  deeds: deedsGroup,
  views: viewsGroup,
  products: productsGroup,
  orders: ordersGroup,
  cart: cartGroup,
};

/** A condition on what is not known is not met, under `not` too. */
function toTruth(tree: SegmentTree, draft: QueryDraft): string {
  switch (tree.type) {
    case 'all':
      return `(${tree.of.map((each) => toTruth(each, draft)).join(' AND ')})`;
    case 'any':
      return `(${tree.of.map((each) => toTruth(each, draft)).join(' OR ')})`;
    case 'not':
      return `NOT ${toTruth(tree.of, draft)}`;
    default:
      return `coalesce(${toCondition(tree, draft)}, 0)`;
  }
}
