import type { ClickHouse, Parameters } from '../client/clickhouse.js';

/** How many merges one after the other are followed: a person of more ids in a row is refused (`decisions/0113`). */
const longestChain = 16;

/** Customers who count to another's person now, with the customer who stands for that person. Few, in most shops none. */
export type Merges = ReadonlyMap<string, string>;

export const noMerges: Merges = new Map();

/**
 * Read ahead of a query in which persons are told apart: followed in SQL, in each place where a customer stands, they made the
 * planning of a segment several times as long. The last word on each customer counts.
 */
export async function readMerges(clickhouse: Pick<ClickHouse, 'rows'>, site: string): Promise<Merges> {
  const rows = await clickhouse.rows<{ customer_id: string; parent: string }>(
    {
      action: 'read who was merged',
      sql: `SELECT customer_id, argMax(into_customer_id, (changed_at, change_id)) AS parent FROM person_changes
WHERE site = {site:String} GROUP BY customer_id HAVING parent != ''`,
    },
    { site },
  );
  const parents = new Map(rows.map(({ customer_id, parent }) => [customer_id, parent]));
  return new Map([...parents.keys()].map((customer) => [customer, follow(customer, parents)]));
}

function follow(customer: string, parents: ReadonlyMap<string, string>): string {
  let root = customer;
  for (let step = 0; step <= longestChain; step += 1) root = parents.get(root) ?? root;
  return root;
}

/** The customer who stands for the person of another: itself, where it was not merged. */
export function findRoot(customer: string, merges: Merges): string {
  return merges.get(customer) ?? customer;
}

/** All ids of the person that a customer belongs to. */
export function findIds(customer: string, merges: Merges): string[] {
  const root = findRoot(customer, merges);
  return [root, ...[...merges].flatMap(([id, into]) => (into === root && id !== root ? id : []))];
}

/** `findRoot` in SQL; the query is to be sent with `toMergeParameters`. */
export function rootOf(customer: string, merges: Merges): string {
  if (merges.size === 0) return customer;
  return `transform(${customer}, {mergedFrom:Array(String)}, {mergedInto:Array(String)}, ${customer})`;
}

export function toMergeParameters(merges: Merges): Parameters {
  return merges.size === 0 ? {} : { mergedFrom: [...merges.keys()], mergedInto: [...merges.values()] };
}
