import type { ProductIdRules } from '@sillage/protocol';
import { keptOrders } from './kept-orders.js';
import type { PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/** Variants of variants at most, as in the catalogue of a process. */
const mostParts = 4;

/** SQL with a name for a value that is said more than once. */
const letIn = (name: string, value: string, body: string) => `arrayMap(${name} -> ${body}, [${value}])[1]`;

/** What is compared in place of an id: `ProductIds.toKey` of personalising says the same. */
function toKey(id: string, rules: ProductIdRules | undefined, draft: QueryDraft): string {
  const folded = (text: string) => (rules?.ignoresCase ? `lowerUTF8(${text})` : text);
  const longestFirst = (texts: readonly string[] = []) =>
    draft.bind(
      'Array(String)',
      [...texts].sort((a, b) => b.length - a.length),
    );
  const first = (is: 'startsWith' | 'endsWith', texts: readonly string[] | undefined) =>
    `arrayFirst(one -> length(one) < length(text) AND ${is}(text, one), arrayMap(one -> ${folded('one')}, ${longestFirst(texts)}))`;
  const trimmed = folded(`replaceRegexpAll(${id}, '^\\\\s+|\\\\s+$', '')`);
  const noPrefix = letIn('text', trimmed, `substring(text, length(${first('startsWith', rules?.prefixes)}) + 1)`);
  return letIn('text', noPrefix, `substring(text, 1, length(text) - length(${first('endsWith', rules?.suffixes)}))`);
}

/** Names under which a product may stand in the catalogue, nearest first: its id, its key, those of what it is a variant of. */
function toNames(id: string, rules: ProductIdRules | undefined, draft: QueryDraft): string {
  const key = toKey(id, rules, draft);
  if (rules?.variantSeparator === undefined) return `[concat('i ', ${id}), concat('k ', ${key})]`;
  const separator = draft.bind(
    'String',
    rules.ignoresCase ? rules.variantSeparator.toLowerCase() : rules.variantSeparator,
  );
  const parents = letIn(
    'parts',
    `splitByString(${separator}, key)`,
    `arrayMap(count -> arrayStringConcat(arraySlice(parts, 1, length(parts) - count), ${separator}),
      range(1, least(length(parts), ${mostParts + 1})))`,
  );
  const keys = letIn('key', key, `arrayPushFront(arrayFilter(one -> one != '', ${parents}), key)`);
  return `arrayPushFront(arrayMap(one -> concat('k ', one), ${keys}), concat('i ', ${id}))`;
}

/** The catalogue by the names under which an order may call a product; of several of one key, the smallest id. */
export function soldProducts(draft: QueryDraft, rules: ProductIdRules | undefined): string {
  return `SELECT name, argMin((margin_minor, currency, released), id) AS product
  FROM (
    SELECT id, margin_minor, toString(currency) AS currency, toUnixTimestamp64Milli(released_at) AS released
    FROM catalogue FINAL WHERE site = {site:String} AND NOT is_removed
  )
  ARRAY JOIN [concat('i ', id), concat('k ', ${toKey('id', rules, draft)})] AS name
  GROUP BY name`;
}

/** Lines of orders of which something was kept and which the catalogue has, with what it says of them. */
export function soldGroup(draft: QueryDraft, scope: PersonScope): string {
  return `SELECT person, ${draft.select('sold')}
FROM (
  SELECT person, order_id, any(at) AS ordered, any(left) AS quantity,
    argMin(product, rank) AS found, found.1 AS margin, found.2 AS margin_currency, found.3 AS released
  FROM (
    SELECT person, order_id, at, place, left, rank, name
    FROM (
      SELECT person, order_id, at, place, kept[place] AS left, tupleElement(lines[place], 1) AS product_id
      FROM (${keptOrders(draft, scope)}) ARRAY JOIN arrayEnumerate(lines) AS place
      WHERE left > 0
    )
    ARRAY JOIN ${toNames('product_id', draft.productIds, draft)} AS name, arrayEnumerate(${toNames('product_id', draft.productIds, draft)}) AS rank
  ) AS wanted
  INNER JOIN sold_products ON sold_products.name = wanted.name
  GROUP BY person, order_id, place
)
GROUP BY person`;
}
