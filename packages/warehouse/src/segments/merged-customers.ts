/** How many merges one after the other are followed: a person of more ids in a row is refused (`decisions/0113`). */
export const longestChain = 16;

/** Customers who count to another's person now, each with the id it was merged into: the last word on each counts. */
const links = `SELECT customer_id, argMax(into_customer_id, (changed_at, change_id)) AS parent FROM person_changes
    WHERE site = {site:String} GROUP BY customer_id HAVING parent != ''`;

/** The same with the id at the end of the chain. Never empty, for an array of nothing has no type. */
const roots = `(SELECT arrayPushBack(arrayMap(link -> (link.1, arrayFold(
      (id, step) -> if(indexOf(known.1, id) = 0, id, known.2[indexOf(known.1, id)]), range(${longestChain}), link.2)), known), ('', ''))
  FROM (SELECT groupArray((customer_id, parent)) AS known FROM (${links})))`;

/** SQL of the customer that stands for the person of another: itself, where it was not merged. */
export const rootOf = (customer: string) => `transform(${customer}, ${roots}.1, ${roots}.2, ${customer})`;

/** SQL of all ids of the person that a customer, a bound value, belongs to. */
export const idsOfPerson = (customer: string) =>
  `arrayConcat([${rootOf(customer)}], arrayMap(link -> link.1, arrayFilter(link -> link.2 = ${rootOf(customer)}, ${roots})))`;
