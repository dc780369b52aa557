import type { ClickHouse } from '../client/clickhouse.js';
import { findIds, readMerges } from '../segments/merged-customers.js';
import type { SubjectVisitors } from '../subject.js';

const ofSite = 'site = {site:String}';
const theirs = `SELECT visitor FROM customer_visitors WHERE ${ofSite} AND customer_id IN {customerIds:Array(String)}`;

/** Whoever was named with the person, each with the customer that it was linked to last: the same rule as `people` of segments. */
const known = `(SELECT DISTINCT visitor FROM (${theirs})) AS known
LEFT JOIN (
  SELECT visitor, argMin(customer_id, (-toUnixTimestamp64Milli(linked_at), customer_id)) AS customer
  FROM persons WHERE ${ofSite} AND visitor IN (${theirs}) GROUP BY visitor
) AS links ON links.visitor = known.visitor`;
const isLinked = 'has({customerIds:Array(String)}, links.customer)';

const historySql = `SELECT toString(known.visitor) AS visitor_id, ${isLinked} AS is_theirs
FROM ${known}
ORDER BY is_theirs DESC, known.visitor
LIMIT 1000`;

/** Names of other persons are looked for among all visitors of the site: too dear for a history, which needs no answer to it. */
const subjectSql = `SELECT toString(known.visitor) AS visitor_id, if(links.customer != '', ${isLinked}, names.others = 0) AS is_theirs
FROM ${known}
LEFT JOIN (
  SELECT visitor, countIf(NOT has({customerIds:Array(String)}, customer_id)) AS others
  FROM customer_visitors WHERE ${ofSite} AND visitor IN (${theirs}) GROUP BY visitor
) AS names ON names.visitor = known.visitor
ORDER BY visitor_id`;

/** Whose events make a customer's history: 1,000 at most, for they are a parameter of the next query; more are a test account's. */
export interface CustomerVisitors {
  /** Tied to the customer, and to nobody since: all that they did. */
  linked: string[];
  /** Named by single events, or tied to another customer since: only what names the customer. */
  named: string[];
}

/** Of a person: all the ids under which the shop knows them. */
export async function visitorsOfCustomer(
  clickhouse: ClickHouse,
  site: string,
  customerIds: readonly string[],
): Promise<CustomerVisitors> {
  const asked = { action: 'read the visitors of a customer', sql: historySql };
  const [linked, named] = part(await clickhouse.rows<Row>(asked, { site, customerIds }));
  return { linked, named };
}

/** See `Warehouse.subjectVisitors`: all of them, however many. A visitor without a link is theirs where it names nobody else. */
export async function subjectVisitors(
  clickhouse: ClickHouse,
  site: string,
  customerId: string,
): Promise<SubjectVisitors> {
  const customerIds = findIds(customerId, await readMerges(clickhouse, site));
  const asked = { action: 'find the visitors of a customer', sql: subjectSql, timeoutMs: 600_000 };
  const [own, shared] = part(await clickhouse.rows<Row>(asked, { site, customerIds }));
  return { customerIds, own, shared };
}

interface Row {
  visitor_id: string;
  is_theirs: boolean | number;
}

function part(rows: readonly Row[]): [theirs: string[], others: string[]] {
  const idsOf = (isTheirs: boolean) =>
    rows.flatMap((row) => (Boolean(row.is_theirs) === isTheirs ? row.visitor_id : []));
  return [idsOf(true), idsOf(false)];
}
