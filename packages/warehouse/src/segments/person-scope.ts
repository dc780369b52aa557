import type { Parameters } from '../client/clickhouse.js';
import type { PersonRef } from '../segment-store.js';
import { findIds, findRoot, type Merges, rootOf } from './merged-customers.js';

/** Which visitors a pass over the facts reads, and how they make persons. */
export interface PersonScope {
  /** SQL that follows `site = …` in the WHERE of a table by visitor. */
  ofVisitors: string;
  /** Whether several visitors may be one person. */
  isJoined: boolean;
  /** SQL that holds for the persons meant. */
  isMeant: string;
}

const ofSite = 'site = {site:String}';

/** Persons that a query is about. */
export interface PersonChoice {
  scopes: readonly PersonScope[];
  /** Like that of a scope, of all scopes together. */
  ofVisitors: string;
  /** What `ofVisitors` reads, where it reads anything: computed once, for it stands in each part of a query. */
  theirs?: string;
  parameters: Parameters;
}

/**
 * All persons of a site: those who are no customers are their own visitor, which spares their rows the join with `people`
 * (a third of the time of a count).
 */
export const everybody: PersonChoice = {
  scopes: [
    { ofVisitors: 'AND visitor NOT IN (SELECT visitor FROM named)', isJoined: false, isMeant: '1' },
    { ofVisitors: 'AND visitor IN (SELECT visitor FROM named)', isJoined: true, isMeant: '1' },
  ],
  ofVisitors: '',
  parameters: {},
};

const ofTheirs = 'AND visitor IN (SELECT visitor FROM theirs)';

/** One person. A superset of their visitors is read: whom each of them counts to is settled by `people`. */
export function onePerson(person: PersonRef, merges: Merges): PersonChoice {
  if ('customerId' in person) {
    const { customerId } = person;
    const theirs = `SELECT visitor FROM customer_visitors
  WHERE ${ofSite} AND customer_id IN {customerIds:Array(String)}`;
    const parameters = { customerId: findRoot(customerId, merges), customerIds: findIds(customerId, merges) };
    return { ...meant('customer = {customerId:String}'), theirs, parameters };
  }
  const { visitor } = person;
  const theirs = `SELECT visitor FROM customer_visitors WHERE ${ofSite} AND ${rootOf('customer_id', merges)} IN (
    SELECT ${rootOf('id', merges)} FROM (
      SELECT customer_id AS id FROM persons WHERE ${ofSite} AND visitor = {visitor:UUID}
      UNION ALL
      SELECT arrayJoin(customer_ids) AS id FROM session_facts
      WHERE ${ofSite} AND visitor = {visitor:UUID} AND kind = 'session'))
  UNION ALL SELECT {visitor:UUID}`;
  return { ...meant('has(visitors, {visitor:UUID})'), theirs, parameters: { visitor } };
}

function meant(isMeant: string): Pick<PersonChoice, 'scopes' | 'ofVisitors'> {
  return { scopes: [{ ofVisitors: ofTheirs, isJoined: true, isMeant }], ofVisitors: ofTheirs };
}

/** Visitors of whom a customer is known, by a link or by what their sessions name. */
export const named = `SELECT visitor FROM persons WHERE ${ofSite}
  UNION DISTINCT
  SELECT visitor FROM session_facts WHERE ${ofSite} AND kind = 'session' AND notEmpty(customer_ids)`;

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
    FROM session_facts WHERE ${ofSite} AND kind = 'session' AND notEmpty(customer_ids) ${ofVisitors}
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
