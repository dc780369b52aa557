import type { SegmentTree } from '@sillage/protocol';
import type { Parameters } from '../client/clickhouse.js';
import type { SegmentQuestion } from '../segment-store.js';
import { complaintsGroup } from './complaints-group.js';
import { toCondition } from './conditions.js';
import { hiddenGroup, interestsGroup } from './interests-group.js';
import { type Merges, noMerges, toMergeParameters } from './merged-customers.js';
import { cartGroup, ordersGroup, productsGroup } from './order-groups.js';
import {
  type ChosenPerson,
  everybody,
  namedVisitors,
  onePerson,
  type PersonChoice,
  type PersonScope,
  people,
} from './person-scope.js';
import { type GroupName, groupNames, QueryDraft } from './query-draft.js';
import { soldGroup, soldProducts } from './sold-group.js';
import { viewsGroup } from './views-group.js';
import { deedsGroup, ownVisitors, sessionColumnsOf, visitsGroup } from './visit-groups.js';
import { allSessions, splitSessions } from './whole-facts.js';

/** A query of the members of a segment, and the values that it binds. */
export interface CompiledSegment {
  /** Name and select of what several parts of it read, computed once: each may read those before it. */
  tables: readonly (readonly [name: string, select: string])[];
  /** SELECT of which each row is a person. */
  members: string;
  parameters: Parameters;
}

/** Of whom, with which further columns of each member; without `person`, of everybody. */
export interface CompileOptions {
  person?: ChosenPerson;
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
  const choice = options.person === undefined ? everybody : onePerson(options.person, merges);
  const draft = new QueryDraft(question, choice.ofVisitors);
  const condition = toTruth(tree, draft);
  const told = options.isTold
    ? { condition: '1', columns: `${condition} AS is_met` }
    : { condition, columns: undefined };
  const columns = options.columns?.(draft) ?? told.columns;
  const selects = choice.scopes.map((scope) => toSelect(draft, scope, { ...told, columns }));
  const members = selects.join('\nUNION ALL\n');
  return {
    tables: namedIn(members, toShared(choice, draft, merges)),
    members,
    parameters: { ...draft.parameters, ...choice.parameters, ...toMergeParameters(merges), site },
  };
}

/** What several parts of a query read, by name; each may name those before it. */
function toShared({ ofVisitors }: PersonChoice, draft: QueryDraft, merges: Merges): [string, string][] {
  return [
    ['all_sessions', allSessions(sessionColumnsOf(draft), ofVisitors)],
    ['named', namedVisitors],
    ['own', ownVisitors],
    ['people', people(ofVisitors, merges)],
    ['split', splitSessions],
    ['sold_products', soldProducts(draft, draft.productIds)],
    ...draft.shared,
  ];
}

/** Those of the selects that `members` names, or one that it names does. */
function namedIn(members: string, shared: readonly [string, string][]): [string, string][] {
  let text = members;
  return shared
    .toReversed()
    .filter(([name, select]) => {
      const isNamed = new RegExp(`(?:FROM|JOIN) ${name}\\b`).test(text);
      if (isNamed) text += select;
      return isNamed;
    })
    .reverse();
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
  hidden: hiddenGroup,
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
