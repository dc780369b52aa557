import type { Parameters } from '../../client/clickhouse.js';
import { dayMs, factRows, isBelow } from '../../segments/fact-rows.js';
import { levelsOf, toMapped, topicsOf } from '../../segments/interests-group.js';
import { keptOrders } from '../../segments/kept-orders.js';
import type { PersonScope } from '../../segments/person-scope.js';
import type { QueryDraft } from '../../segments/query-draft.js';
import { allSessions, endedAt, sumOf, wholeFacts } from '../../segments/whole-facts.js';
import type { NamedReport, ReportQuestion } from '../report.js';
import { inPeriod } from '../scope.js';
import { writtenTwice } from '../written-twice.js';

/** A report over interests. */
export function ofInterests(
  write: (draft: QueryDraft) => string,
  own?: (question: ReportQuestion) => Parameters,
): Pick<NamedReport, 'sql' | 'bind'> {
  return writtenTwice((draft) => {
    const select = write(draft);
    return `${sharedFacts(draft)}\n${select}`;
  }, own);
}

/** Visitors as they are: a customer is counted by each of theirs. */
const visitors: PersonScope = { isOf: '1', isJoined: false, isMeant: '1' };
const ofSite = 'FROM facts_by_kind WHERE site = {site:String}';
const isOfPeople = 'NOT is_internal';

/** The end of the period, or now: milliseconds since 1970. */
export const endOfPeriod = (draft: QueryDraft) =>
  `least(${draft.bind('Int64', draft.now)}, toUnixTimestamp64Milli(toDateTime64(toString(toDate({to:String}) + 1), 3, {timeZone:String})))`;

/** Milliseconds. */
export const halfLife = (draft: QueryDraft) => draft.bind('Float64', draft.interests.halfLifeDays * dayMs);

/** `weight` as it has faded until `end`: SQL of milliseconds since 1970. */
export const faded = (draft: QueryDraft, end: string) =>
  `weight * exp2(-greatest(0, ${end} - at) / ${halfLife(draft)})`;

/** What stands before a query that reads `weighedFacts`: what is read as whole facts. */
function sharedFacts({ shared }: QueryDraft): string {
  const split = `SELECT any(visitor) AS visitor FROM (${allSessions([], '')}) GROUP BY id HAVING count() > 1 OR max(is_astray)`;
  // what is read once is not kept
  const others = [...shared].map(
    ([name, select]) => `${name} AS ${name === takersName ? 'MATERIALIZED ' : ''}(${select})`,
  );
  return `WITH ${[`split AS MATERIALIZED (${split})`, ...others].join(',\n')}`;
}

/** The name under which is read who took something out of a cart. */
const takersName = 'takers';

/** What weighs: views of pages, of products with what was put into carts, and orders. */
export type Weighing = 'page' | 'product' | 'order';

export interface WeighedQuestion {
  /** Default: all that weighs. */
  of?: readonly Weighing[];
  /** SQL of whether an array of topics, named so, may count: the less is read. Default: any but none. */
  mayCount?: (topics: string) => string;
}

/**
 * What weighs in the interests of the site's visitors in the period, a row a page or product of a session, a cart or an order:
 * visitor, fact_key (the page's path, the product; empty of an order), at (milliseconds since 1970), weight, all_topics, and seen
 * and attention of pages. The same weights as in `interestsGroup`, but in fewer passes: only what was bought, and the carts of
 * those who took something out of one, is looked at across sessions.
 */
export function weighedFacts(
  draft: QueryDraft,
  { of = ['page', 'product', 'order'], mayCount = (topics) => `notEmpty(${topics})` }: WeighedQuestion = {},
): string {
  const rest = '0 AS seen, 0 AS attention, weight, all_topics';
  const counts = `${isInPeriod} AND ${mayCount('all_topics')}`;
  const kinds = (['page', 'product'] as const).filter((kind) => of.includes(kind));
  if (of.includes('product')) draft.shared.set(takersName, takersSelect);
  const parts = [
    kinds.length > 0 && viewed(draft, kinds, mayCount),
    of.includes('product') &&
      `SELECT visitor, product AS fact_key, at, ${rest} FROM (${keptByTakers(draft)}) WHERE ${counts}`,
    of.includes('order') && `SELECT visitor, '' AS fact_key, at, ${rest} FROM (${bought(draft)}) WHERE ${counts}`,
  ];
  return parts.filter(Boolean).join('\n    UNION ALL\n    ');
}

/** Visitors who took something out of a cart, whenever: of all others, what they put in is still there. */
const takers = `SELECT visitor FROM ${takersName}`;
const takersSelect = `SELECT DISTINCT visitor ${ofSite} AND kind = 'product' AND ${isOfPeople} AND removed > 0`;

function viewed(
  draft: QueryDraft,
  kinds: readonly ('page' | 'product')[],
  mayCount: (topics: string) => string,
): string {
  const columns = {
    fact_kind: { ofRow: 'kind', ofRows: 'kind' },
    fact_key: { ofRow: 'key', ofRows: 'key' },
    at: endedAt,
    times: sumOf('views'),
    attended: sumOf('attention_ms'),
    put_in: sumOf('added'),
    all_topics: topicsOf,
  };
  const where = `${isOfPeople} AND ${inPeriod('last_at')}`;
  const rows = wholeFacts({ kinds, where, whereWhole: mayCount('topics'), columns }, draft, visitors);
  const [pageView, attentionMinute, productView, cartAdd] = (
    ['pageView', 'attentionMinute', 'productView', 'cartAdd'] as const
  ).map((name) => draft.bind('Float64', draft.interests.weights[name]));
  return `SELECT visitor, fact_key, at, if(fact_kind = 'page', times, 0) AS seen, attended AS attention,
      least(times, 3) * if(fact_kind = 'page', ${pageView}, ${productView}) + least(attended / 60000, 10) * ${attentionMinute}
        + ${kinds.includes('product') ? `if(put_in > 0 AND fact_kind = 'product' AND visitor NOT IN (${takers}), ${cartAdd}, 0)` : '0'} AS weight, all_topics
    FROM (${rows}) WHERE ${mayCount('all_topics')}`;
}

const isInPeriod = inPeriod('fromUnixTimestamp64Milli(at)');

/**
 * Of visitors who took something out: a row a session, product and visitor where what was put in stayed: see `seenProducts` of segments. Each step is a select of its
 * own, for an expression that is named within another is written out in each place, which made planning take most of the time. A row that
 * changes no cart counts only beside others of the same fact.
 */
function keptByTakers(draft: QueryDraft): string {
  return `SELECT visitor, product, one.1 AS at, ${draft.bind('Float64', draft.interests.weights.cartAdd)} AS weight, one.4 AS all_topics
    FROM (
      SELECT visitor, product, seen, pending,
        arrayMap((sum, place) -> sum < arrayMin(arrayPushBack(arraySlice(pending, 1, place - 1), 0)), pending, arrayEnumerate(pending)) AS stays
      FROM (
        SELECT visitor, product, seen, arrayCumSum(arrayMap(one -> -one.2, seen)) AS pending
        FROM (
          SELECT visitor, product, arrayReverseSort(groupArray((at, change, session_id, all_topics))) AS seen
          FROM (
            SELECT visitor, key AS product, toString(session) AS session_id, toUnixTimestamp64Milli(max(last_at)) AS at,
              toInt64(sum(added)) - toInt64(sum(removed)) AS change, groupUniqArrayArray(topics) AS all_topics
            ${ofSite} AND kind = 'product' AND visitor IN (${takers})
              AND (added > 0 OR removed > 0 OR visitor IN (SELECT visitor FROM split))
            GROUP BY visitor, session, key
            HAVING max(${isOfPeople} AND (added > 0 OR removed > 0))
          )
          GROUP BY visitor, product
        )
      )
    )
    ARRAY JOIN seen AS one, stays AS is_kept
    WHERE is_kept`;
}

/** A row a product and order of which something was kept. */
const sold = (draft: QueryDraft) => `SELECT person AS visitor, at, product, tupleElement(lines[arrayFirstIndex(
        (line, left) -> left > 0 AND tupleElement(line, 1) = product, lines, kept)], 'topics') AS line_topics
    FROM (${keptOrders(draft, visitors, { ofLines: ['topics'], where: isOfPeople })})
    ARRAY JOIN arrayDistinct(arrayMap(line -> tupleElement(line, 1), arrayFilter((line, left) -> left > 0, lines, kept))) AS product`;

/** Who has an order with a line that names no topic. */
const buyersWithoutTopics = (draft: QueryDraft) => `SELECT visitor
    FROM (${factRows({ kinds: ['order'], columns: 'key', where: isOfPeople }, draft, visitors)})
    WHERE key IN (SELECT order_id FROM orders WHERE site = {site:String} AND arrayExists(one -> empty(one), lines.topics))`;

/**
 * What was sold; where the line names no topic, with those with which the visitor last saw it. `sold` is written once: each place is
 * planned anew.
 */
const bought = (
  draft: QueryDraft,
) => `SELECT sold.visitor AS visitor, at, ${draft.bind('Float64', draft.interests.weights.purchase)} AS weight,
      if(empty(line_topics), known.known_topics, line_topics) AS all_topics
    FROM (${sold(draft)}) AS sold
    LEFT JOIN (
      SELECT visitor, key AS product, argMax(topics, last_at) AS known_topics ${ofSite} AND kind = 'product'
        AND visitor IN (${buyersWithoutTopics(draft)})
      GROUP BY visitor, key
    ) AS known ON known.visitor = sold.visitor AND known.product = sold.product`;

/**
 * Rows by topic of any level, as the site counts topics, of rows by `all_topics` and `hider`: there are few, so the map is applied to
 * them and not to the facts. Each has `parts`: how much of its strength the topic has.
 */
export const byTopic = (draft: QueryDraft, rows: string) => `SELECT *
  FROM (
    SELECT *, topic, parts / length(mapped) AS part
    FROM (
      SELECT *, ${toMapped('all_topics', draft)} AS mapped, arrayFlatten(arrayMap(one -> ${levelsOf('one')}, mapped)) AS levels
      FROM (${rows})
    )
    ARRAY JOIN arrayDistinct(levels) AS topic, arrayMap(one -> countEqual(levels, one), arrayDistinct(levels)) AS parts
  ) AS told
  LEFT JOIN (${hiddenTopics}) AS hidden ON hidden.hidden_by = told.hider
  WHERE empty(hidden_topics) OR NOT hasAny(hidden_topics, ${levelsOf('topic')})`;

/** The visitor for `uniqExact`: ids of half the size, of which half a million are all different but once in a hundred million times. */
export const visitorHash = 'cityHash64(visitor)';

/** The visitor, where they hid an interest; else the nil UUID: who hid nothing needs no telling apart. */
export const hider = `if(visitor IN (SELECT visitor ${ofSite} AND kind = 'hidden'), visitor, toUUID('00000000-0000-0000-0000-000000000000')) AS hider`;

/**
 * Rows that count for the topic that is asked (`asked`), without those of visitors who hid one of `hidingNames` and did not take it back
 * since; with `part`, how much of their weight is its own.
 */
export const ofAsked = (
  draft: QueryDraft,
  rows: string,
) => `SELECT *, arrayCount(one -> ${isBelow('{asked:String}')('one')}, mapped) / length(mapped) AS part
  FROM (SELECT *, ${toMapped('all_topics', draft)} AS mapped FROM (${rows}) WHERE weight > 0)
  WHERE part > 0 AND visitor NOT IN (
    SELECT visitor ${ofSite} AND kind IN ('hidden', 'shown') AND key IN {hidingNames:Array(String)}
    GROUP BY visitor, key
    HAVING maxIf(last_at, kind = 'hidden') > maxIf(last_at, kind = 'shown')
  )`;

/** What rows with the same topics and `hider` are grouped by: an array as a key takes longer. */
export const topicsHash = 'cityHash64(all_topics, hider) AS topics_hash';

/** What visitors hid and did not take back since. */
const hiddenTopics = `SELECT hidden_by, groupArray(substring(key, 7)) AS hidden_topics
  FROM (
    SELECT visitor AS hidden_by, key FROM facts_by_kind
    WHERE site = {site:String} AND kind IN ('hidden', 'shown') AND startsWith(key, 'topic ')
    GROUP BY visitor, key
    HAVING maxIf(last_at, kind = 'hidden') > maxIf(last_at, kind = 'shown')
  )
  GROUP BY hidden_by`;
