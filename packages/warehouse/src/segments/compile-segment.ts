import type { ClickHouseSettings } from '@clickhouse/client';
import type { SegmentTree } from '@sillage/protocol';
import type { Parameters } from '../client/clickhouse.js';
import type { PersonRef, SegmentQuestion } from '../warehouse.js';
import { complaintsGroup } from './complaints-group.js';
import { toCondition } from './conditions.js';
import { interestsGroup } from './interests-group.js';
import { type Merges, noMerges, toMergeParameters } from './merged-customers.js';
import { cartGroup, ordersGroup, productsGroup } from './order-groups.js';
import { everybody, named, onePerson, type PersonChoice, type PersonScope, people } from './person-scope.js';
import { type GroupName, groupNames, QueryDraft } from './query-draft.js';
import { soldGroup, soldProducts } from './sold-group.js';
import { viewsGroup } from './views-group.js';
import { deedsGroup, ownVisitors, visitsGroup } from './visit-groups.js';
import { splitSessions } from './whole-facts.js';

/** What a query of `members` must be sent with: parts of it that are named more than once are computed once. */
export const memberSettings: ClickHouseSettings = { enable_materialized_cte: 1 };

/** A query of the members of a segment: SQL for its end, and the values that it binds. */
export interface CompiledSegment {
  /** `WITH … `: to be followed by a SELECT from `members`, of which each row is a person. */
  members: string;
  parameters: Parameters;
}

/** Of whom, with which further columns of each member; without `person`, of everybody. */
export interface CompileOptions {
  person?: PersonRef;
  /** Of the site: `readMerges`; default none. */
  merges?: Merges;
  /** `members` are all persons, and its column `is_met` tells who is in the segment. */
  isTold?: boolean;
  columns?: (draft: QueryDraft) => string;
}

/**
 * SQL of a segment over the facts of sessions: only those groups of facts that the tree names are computed, each in a pass
 * of its own, and joined by person. Every value of the tree is a bound parameter.
 */
export function compileSegment(question: SegmentQuestion, options: CompileOptions = {}): CompiledSegment {
  const { site, tree } = question;
  const { merges = noMerges } = options;
  const draft = new QueryDraft(question);
  const condition = toTruth(tree, draft);
  const told = options.isTold
    ? { condition: '1', columns: `${condition} AS is_met` }
    : { condition, columns: undefined };
  const columns = options.columns?.(draft) ?? told.columns;
  const choice = options.person === undefined ? everybody : onePerson(options.person, merges);
  const selects = choice.scopes.map((scope) => toSelect(draft, scope, { ...told, columns }));
  const members = selects.join('\nUNION ALL\n');
  const shared = Object.entries(toShared(choice, draft, merges))
    .filter(([name]) => members.includes(`FROM ${name})`) || members.includes(`JOIN ${name} `))
    .map(([name, select]) => `${name} AS MATERIALIZED (${select})`);
  return {
    members: `WITH ${[...shared, `members AS (${members})`].join(',\n')}`,
    parameters: { ...draft.parameters, ...choice.parameters, ...toMergeParameters(merges), site },
  };
}

/** What several parts of a query read; each is computed once, and only where it is named. */
function toShared({ ofVisitors, theirs }: PersonChoice, draft: QueryDraft, merges: Merges): Record<string, string> {
  return {
    ...(theirs !== undefined && { theirs }),
    named,
    own: ownVisitors(ofVisitors),
    people: people(ofVisitors, merges),
    split: splitSessions(ofVisitors),
    sold_products: soldProducts(draft, draft.productIds),
  };
}

/** A select of the persons of one scope, a row each. */
function toSelect(
  draft: QueryDraft,
  scope: PersonScope,
  { condition, columns }: { condition: string; columns: string | undefined },
): string {
  const joins = groupNames
    .filter((name) => name !== 'visits' && draft.columns(name).length > 0)
    .map((name) => `LEFT JOIN (${groups[name](draft, scope)}) AS ${name} ON ${name}.person = visits.person`);
  return `SELECT visits.customer AS customer, visits.visitors AS visitors, visits.person AS person${columns ? `, ${columns}` : ''}
  FROM (${visitsGroup(draft, scope)}) AS visits
  ${joins.join('\n')}
  WHERE ${scope.isMeant} AND ${condition}`;
}

const groups: Record<GroupName, (draft: QueryDraft, scope: PersonScope) => string> = {
  visits: visitsGroup,
  deeds: deedsGroup,
  views: viewsGroup,
  products: productsGroup,
  orders: ordersGroup,
  cart: cartGroup,
  complaints: complaintsGroup,
  sold: soldGroup,
  interests: interestsGroup,
};

/** SQL of whether a person meets a tree. A condition on what is not known is not met, under `not` too. */
export function toTruth(tree: SegmentTree, draft: QueryDraft): string {
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
