import type { Parameters } from '../client/clickhouse.js';
import type { PersonRef } from '../warehouse.js';

/** Which persons a query is about: all of a site, or one. */
export interface PersonScope {
  /** SQL that follows `site = …` in the WHERE of a table by visitor. */
  ofVisitors: string;
  /** SQL that holds for the persons meant. */
  isMeant: string;
  parameters: Parameters;
}

export const everybody: PersonScope = { ofVisitors: '', isMeant: '1', parameters: {} };

const ofSite = 'site = {site:String}';

/** A superset of the person's visitors: whom each of them counts to is settled by `people`. */
export function onePerson(person: PersonRef): PersonScope {
  if ('customerId' in person) {
    return {
      ofVisitors: `AND visitor IN (
  SELECT visitor FROM customer_visitors WHERE ${ofSite} AND customer_id = {customerId:String})`,
      isMeant: 'customer = {customerId:String}',
      parameters: { customerId: person.customerId },
    };
  }
  const { visitor } = person;
  return {
    ofVisitors: `AND visitor IN (
  SELECT visitor FROM customer_visitors WHERE ${ofSite} AND customer_id IN (
    SELECT customer_id FROM persons WHERE ${ofSite} AND visitor = {visitor:UUID}
    UNION ALL
    SELECT arrayJoin(customer_ids) FROM session_facts WHERE ${ofSite} AND visitor = {visitor:UUID} AND kind = 'session')
  UNION ALL SELECT {visitor:UUID})`,
    isMeant: 'has(visitors, {visitor:UUID})',
    parameters: { visitor },
  };
}

/**
 * Visitors that count to a customer, with the visitor that stands for the person: a visitor counts to the customer that was
 * linked last (see `customerIdsOf`), else to the only one that its sessions name.
 */
export const people = ({ ofVisitors }: PersonScope) => `SELECT visitor, customer, min(visitor) OVER (PARTITION BY customer) AS first
FROM (
  SELECT visitor,
    argMinIf(customer_id, (-linked_at, customer_id), is_link) AS linked,
    groupUniqArrayArray(named) AS names,
    multiIf(linked != '', linked, length(names) = 1, names[1], '') AS customer
  FROM (
    SELECT visitor, customer_id, toUnixTimestamp64Milli(linked_at) AS linked_at, true AS is_link, CAST([], 'Array(String)') AS named
    FROM persons WHERE ${ofSite} ${ofVisitors}
    UNION ALL
    SELECT visitor, '', toInt64(0), false, customer_ids
    FROM session_facts WHERE ${ofSite} AND kind = 'session' AND notEmpty(customer_ids) ${ofVisitors}
  )
  GROUP BY visitor
)
WHERE customer != ''`;

/** Rows by visitor, each with the `person` it counts to and the customer, empty where there is none. */
export function byPerson(rows: string, columns: string): string {
  return `SELECT if(people.customer = '', by_visitor.visitor, people.first) AS person, ${columns}
FROM (${rows}) AS by_visitor
LEFT JOIN people ON people.visitor = by_visitor.visitor`;
}
