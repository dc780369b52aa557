import { type InterestSettings, priceBandBounds } from '@sillage/protocol';
import { dayMs, factRows } from './fact-rows.js';
import { keptOrders } from './kept-orders.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';
import { endedAt, type FactColumn, largest, sumOf, wholeFacts } from './whole-facts.js';

export const topicsOf: FactColumn = { ofRow: 'topics', ofRows: 'groupUniqArrayArray(topics)' };
const sessionId: FactColumn = { ofRow: 'toString(session)', ofRows: 'toString(session)' };

/**
 * Interests of a person, a row each with its `score`, of the kinds and levels that the tree asks for: what `scoreInterests`
 * of personalising says, in SQL. Weights, half-life and the map of topics are bound values. `peers` is the kind, of topics
 * with the level.
 */
export function interestsGroup(draft: QueryDraft, scope: PersonScope): string {
  const asked = draft.columns('subjects').map(({ expression }) => expression);
  const half = draft.bind('Float64', draft.interests.halfLifeDays * dayMs);
  return `SELECT person, ${draft.select('interests')}
FROM (
  SELECT person, subject.1 AS peers, subject.2 AS name, sum(if(startsWith(peers, 'topic'), faded / topic_count, faded)) AS score
  FROM (
    SELECT person, weight * exp2(-greatest(0, ${draft.bind('Int64', draft.now)} - at) / ${half}) AS faded,
      ${toMapped('all_topics', draft)} AS mapped, length(mapped) AS topic_count, arrayConcat(${asked.map(subjectsOf).join(', ')}) AS subjects
    FROM (${pages(draft, scope)} UNION ALL ${products(draft, scope)} UNION ALL ${bought(draft, scope)})
    WHERE weight > 0
  )
  ARRAY JOIN subjects AS subject
  GROUP BY person, peers, name
) AS scored
LEFT JOIN (${hiddenOf(draft, scope)}) AS hidden ON hidden.person = scored.person
WHERE empty(hidden_names) OR NOT hasAny(hidden_names,
  arrayMap(one -> concat(splitByChar(' ', peers)[1], ' ', one), if(startsWith(peers, 'topic'), ${levelsOf('name')}, [name])))
GROUP BY person`;
}

/** A topic and those above it. */
export const levelsOf = (topic: string) =>
  `arrayMap(count -> arrayStringConcat(arraySlice(splitByChar('/', ${topic}), 1, count), '/'), arrayEnumerate(splitByChar('/', ${topic})))`;

/** Topics as the site counts them, of a column of what pages tell: `mapTopics`. */
export function toMapped(column: string, draft: QueryDraft): string {
  const { topics }: InterestSettings = draft.interests;
  if (Object.keys(topics).length === 0) return `arrayDistinct(${column})`;
  const from = draft.bind('Array(String)', Object.keys(topics));
  const to = draft.bind('Array(String)', Object.values(topics));
  const nearest = `arrayLast(level -> has(${from}, level), ${levelsOf('topic')})`;
  const target = `${to}[indexOf(${from}, ${nearest})]`;
  const mapped = `multiIf(${nearest} = '', topic, ${target} = '', '', concat(${target}, substring(topic, length(${nearest}) + 1)))`;
  return `arrayDistinct(arrayFilter(one -> one != '', arrayMap(topic -> ${mapped}, ${column})))`;
}

const bounds = `[${priceBandBounds.join(', ')}]`;
const above = `arrayFirstIndex(bound -> bound > assumeNotNull(price), ${bounds})`;
const band = `concat(price_currency, ' ', if(${above} = 0, '${priceBandBounds.at(-1)}-',
        concat(toString(${bounds}[${above} - 1]), '-', toString(${bounds}[${above}]))))`;

/** Peers and name of what a page or product is of, only where a tree asks for such. */
function subjectsOf(peers: string): string {
  if (peers === 'brand') return "if(best_brand = '', [], [('brand', best_brand)])";
  if (peers === 'price_band') return `if(price IS NULL OR price_currency = '', [], [('price_band', ${band})])`;
  const level = Number(peers.slice('topic '.length));
  const name = `arrayStringConcat(arraySlice(splitByChar('/', one), 1, ${level}), '/')`;
  return `arrayMap(one -> ('${peers}', ${name}), arrayFilter(one -> countSubstrings(one, '/') >= ${level - 1}, mapped))`;
}

function pages(draft: QueryDraft, scope: PersonScope): string {
  const { weights } = draft.interests;
  const columns = { at: endedAt, times: sumOf('views'), attention: sumOf('attention_ms'), all_topics: topicsOf };
  const rows = wholeFacts({ kinds: ['page'], where: '1', columns }, draft, scope);
  return `SELECT person, at,
      least(times, 3) * ${draft.bind('Float64', weights.pageView)} + least(attention / 60000, 10) * ${draft.bind('Float64', weights.attentionMinute)} AS weight,
      all_topics, '' AS best_brand, CAST(NULL, 'Nullable(Int64)') AS price, '' AS price_currency
    FROM (${byPerson(rows, Object.keys(columns).join(', '), scope)})`;
}

const productColumns = {
  product: { ofRow: 'key', ofRows: 'key' },
  session_id: sessionId,
  at: endedAt,
  times: sumOf('views'),
  put_in: sumOf('added'),
  taken_out: sumOf('removed'),
  all_topics: topicsOf,
  best_brand: largest('brand'),
  price: largest('price_minor'),
  price_currency: largest('currency'),
};

/**
 * Of each product the sessions, newest first, as `seen`. What was put in stays where the running sum of what was taken out
 * less what was put in falls below all that came before it: so a removal cancels what was put in last.
 */
function seenProducts(draft: QueryDraft, scope: PersonScope): string {
  const rows = wholeFacts({ kinds: ['product'], where: '1', columns: productColumns }, draft, scope);
  return `SELECT person, product,
      arrayReverseSort(groupArray((at, toInt64(put_in) - toInt64(taken_out), session_id, times, put_in, taken_out, all_topics, best_brand, price, price_currency))) AS seen,
      arrayCumSum(arrayMap(one -> toInt64(one.6) - toInt64(one.5), seen)) AS pending,
      arrayMap((sum, place) -> sum < arrayMin(arrayPushBack(arraySlice(pending, 1, place - 1), 0)), pending, arrayEnumerate(pending)) AS stays
    FROM (${byPerson(rows, Object.keys(productColumns).join(', '), scope)})
    GROUP BY person, product`;
}

function products(draft: QueryDraft, scope: PersonScope): string {
  const { weights } = draft.interests;
  return `SELECT person, one.1 AS at,
      least(one.4, 3) * ${draft.bind('Float64', weights.productView)} + if(is_kept, ${draft.bind('Float64', weights.cartAdd)}, 0) AS weight,
      one.7 AS all_topics, one.8 AS best_brand, one.9 AS price, one.10 AS price_currency
    FROM (${seenProducts(draft, scope)}) ARRAY JOIN seen AS one, stays AS is_kept`;
}

/** A line a product and order; one that names no topic has those of the product's latest session, and its brand. */
function bought(draft: QueryDraft, scope: PersonScope): string {
  const line = (column: string) => `tupleElement(lines[place], '${column}')`;
  return `SELECT person, at, ${draft.bind('Float64', draft.interests.weights.purchase)} AS weight,
      if(is_bare, latest.7, line_topics) AS all_topics, if(is_bare, latest.8, line_brand) AS best_brand, price, price_currency
    FROM (
      SELECT bought.person AS person, at, line_topics, line_brand, price, price_currency, known.latest AS latest,
        empty(line_topics) AND known.person = bought.person AND known.product = product_id AS is_bare
      FROM (
        SELECT person, at, arrayFirstIndex((line, left) -> left > 0 AND tupleElement(line, 1) = product_id, lines, kept) AS place, product_id,
          ${line('topics')} AS line_topics, ${line('brand')} AS line_brand, ${line('price_minor')} AS price,
          if(${line('currency')} = '', toString(currency), ${line('currency')}) AS price_currency
        FROM (${keptOrders(draft, scope, { columns: ['currency'] })})
        ARRAY JOIN arrayDistinct(arrayMap(line -> tupleElement(line, 1), arrayFilter((line, left) -> left > 0, lines, kept))) AS product_id
      ) AS bought
      LEFT JOIN (SELECT person, product, seen[1] AS latest FROM (${seenProducts(draft, scope)})) AS known
        ON known.person = bought.person AND known.product = bought.product_id
    )`;
}

/** What of a topic that is asked for the person hid. */
export function hiddenGroup(draft: QueryDraft, scope: PersonScope): string {
  return `SELECT person, ${draft.select('hidden')} FROM (${hiddenOf(draft, scope)}) GROUP BY person`;
}

/** What a person hid and did not take back since, as kind and key. */
function hiddenOf(draft: QueryDraft, scope: PersonScope): string {
  const columns = 'kind AS fact_kind, key, toUnixTimestamp64Milli(last_at) AS said';
  const rows = factRows({ kinds: ['hidden', 'shown'], columns }, draft, scope);
  return `SELECT person, groupArrayIf(key, hid > took_back) AS hidden_names
  FROM (
    SELECT person, key, maxIf(said, fact_kind = 'hidden') AS hid, maxIf(said, fact_kind = 'shown') AS took_back
    FROM (${byPerson(rows, 'fact_kind, key, said', scope)})
    GROUP BY person, key
  )
  GROUP BY person`;
}
