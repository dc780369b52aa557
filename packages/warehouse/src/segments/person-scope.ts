import type { Parameters } from '../client/clickhouse.js';
import type { PersonRef } from '../segment-store.js';
import { findIds, findRoot, type Merges, rootOf, toMergeParameters } from './merged-customers.js';

/** Which visitors a pass over the facts reads, and how they make persons. */
export interface PersonScope {
  /** SQL over `visitor` that picks those of the scope among the rows that were read for all scopes together. */
  isOf: string;
  /** Whether several visitors may be one person. */
  isJoined: boolean;
  /** SQL that holds for the persons meant. */
  isMeant: string;
}

const ofSite = 'site = {site:String}';

/** Persons that a query is about. */
export interface PersonChoice {
  scopes: readonly PersonScope[];
  /** SQL that follows `site = …` in the WHERE of a table by visitor. */
  ofVisitors: string;
  parameters: Parameters;
}

/**
 * All persons of a site: those who are no customers are their own visitor, which spares their rows the join with `people`
 * (a third of the time of a count).
 */
export const everybody: PersonChoice = {
  scopes: [
    { isOf: 'visitor NOT IN (SELECT visitor FROM named)', isJoined: false, isMeant: '1' },
    { isOf: 'visitor IN (SELECT visitor FROM named)', isJoined: true, isMeant: '1' },
  ],
  ofVisitors: '',
  parameters: {},
};

/** A person with all visitors that may be theirs: whom each of them counts to is settled by `people`. */
export interface ChosenPerson {
  person: PersonRef;
  visitors: readonly string[];
}

export function onePerson({ person, visitors }: ChosenPerson, merges: Merges): PersonChoice {
  const isMeant = 'customerId' in person ? 'customer = {customerId:String}' : 'has(visitors, {visitor:UUID})';
  const named = 'customerId' in person ? { customerId: findRoot(person.customerId, merges) } : person;
  return {
    scopes: [{ isOf: '1', isJoined: true, isMeant }],
    ofVisitors: 'AND visitor IN {theirs:Array(UUID)}',
    parameters: { ...named, theirs: visitors },
  };
}

/** Select of the visitors that may be a person's. */
export function visitorsOfPerson(person: PersonRef, merges: Merges): { sql: string; parameters: Parameters } {
  const of = (customers: string) =>
    `SELECT DISTINCT toString(visitor) AS id FROM customer_visitors WHERE ${ofSite} AND ${customers}`;
  if ('customerId' in person) {
    const sql = of('customer_id IN {customerIds:Array(String)}');
    return { sql, parameters: { customerIds: findIds(person.customerId, merges) } };
  }
  const sql = `${of(`${rootOf('customer_id', merges)} IN (
    SELECT ${rootOf('id', merges)} FROM (
      SELECT customer_id AS id FROM persons WHERE ${ofSite} AND visitor = {visitor:UUID}
      UNION ALL
      SELECT arrayJoin(customer_ids) AS id FROM session_facts
      WHERE ${ofSite} AND visitor = {visitor:UUID} AND kind = 'session'))`)}
  UNION DISTINCT SELECT toString({visitor:UUID}) AS id`;
  return { sql, parameters: { visitor: person.visitor, ...toMergeParameters(merges) } };
}

/** Visitors of whom a customer is known, by a link or by what their sessions name. */
export const namedVisitors = `SELECT visitor FROM persons WHERE ${ofSite}
  UNION DISTINCT
  SELECT visitor FROM all_sessions WHERE notEmpty(customer_ids)`;

/**
 * Visitors that count to a customer, with the visitor that stands for the person: a visitor counts to the customer that was
 * linked last (see `customerIdsOf`), else to the only one that its sessions name; a customer who was merged is the one into
 * whom they were.
 */
export const people = (
  ofVisitors: string,
  merges: Merges,
) => `SELECT visitor, customer, min(visitor) OVER (PARTITION BY customer) AS first
FROM (
  SELECT visitor,
    argMinIf(customer_id, (-linked_at, customer_id), is_link) AS linked_id,
    ${rootOf('linked_id', merges)} AS linked,
    groupUniqArrayArray(ids) AS named_ids,
    arrayDistinct(arrayMap(id -> ${rootOf('id', merges)}, named_ids)) AS names,
    multiIf(linked != '', linked, length(names) = 1, names[1], '') AS customer
  FROM (
    SELECT visitor, customer_id, toUnixTimestamp64Milli(linked_at) AS linked_at, true AS is_link, CAST([], 'Array(String)') AS ids
    FROM persons WHERE ${ofSite} ${ofVisitors}
    UNION ALL
    SELECT visitor, '', toInt64(0), false, customer_ids
    FROM all_sessions WHERE notEmpty(customer_ids)
  )
  GROUP BY visitor
)
WHERE customer != ''`;

/** Rows by visitor, each with the `person` it counts to. */
export function byPerson(rows: string, columns: string, { isJoined }: PersonScope): string {
  if (!isJoined) return `SELECT visitor AS person, '' AS customer, ${columns} FROM (${rows}) AS by_visitor`;
  return `SELECT if(people.customer = '', by_visitor.visitor, people.first) AS person, people.customer AS customer, ${columns}
FROM (${rows}) AS by_visitor
LEFT JOIN people ON people.visitor = by_visitor.visitor`;
}
