import type { Parameters } from '../../client/clickhouse.js';
import { dayMs } from '../../segments/fact-rows.js';
import { bought, levelsOf, seenProducts, toMapped, topicsOf } from '../../segments/interests-group.js';
import type { PersonScope } from '../../segments/person-scope.js';
import { QueryDraft } from '../../segments/query-draft.js';
import { endedAt, splitSessions, sumOf, wholeFacts } from '../../segments/whole-facts.js';
import type { NamedReport, ReportQuestion } from '../report.js';
import { inPeriod } from '../scope.js';

/** A report over interests: its SQL is written twice, once for what it binds. */
export function ofInterests(
  write: (draft: QueryDraft, question: ReportQuestion) => string,
  own: (question: ReportQuestion) => Parameters = () => ({}),
): Pick<NamedReport, 'sql' | 'bind'> {
  const toDraft = ({ now, interests }: ReportQuestion) => new QueryDraft({ now, ...(interests && { interests }) });
  return {
    sql: (question) => write(toDraft(question), question),
    bind: (question) => {
      const draft = toDraft(question);
      write(draft, question);
      return { ...draft.parameters, ...own(question) };
    },
  };
}

/** Visitors as they are, for a customer is counted by each of theirs. */
const among = (condition: string): PersonScope => ({ ofVisitors: condition, isJoined: false, isMeant: '1' });
const facts = 'SELECT visitor FROM session_facts WHERE site = {site:String}';
const isOfPeople = 'NOT is_internal';

/** The end of the period, or now: milliseconds since 1970. */
export const endOfPeriod = (draft: QueryDraft) =>
  `least(${draft.bind('Int64', draft.now)}, toUnixTimestamp64Milli(toDateTime64(toString(toDate({to:String}) + 1), 3, {timeZone:String})))`;

/** `weight` as it has faded until `end`: SQL of milliseconds since 1970. */
export const faded = (draft: QueryDraft, end: string) =>
  `weight * exp2(-greatest(0, ${end} - at) / ${draft.bind('Float64', draft.interests.halfLifeDays * dayMs)})`;

/** To be named before a query that reads `weighedFacts`. */
export const sharedFacts = `WITH split AS MATERIALIZED (${splitSessions('')})`;

/**
 * What weighs in the interests of the site's visitors in the period, a row a page or product of a session, a cart or an order:
 * visitor, at (milliseconds since 1970), weight, all_topics, and seen and attention of pages. The same weights as in
 * `interestsGroup`, but in fewer passes: only what was put into carts and bought is looked at across sessions.
 */
export function weighedFacts(draft: QueryDraft): string {
  const columns = {
    fact_kind: { ofRow: 'toString(kind)', ofRows: 'toString(kind)' },
    fact_key: { ofRow: 'key', ofRows: 'key' },
    at: endedAt,
    times: sumOf('views'),
    attention: sumOf('attention_ms'),
    all_topics: topicsOf,
  };
  const where = `${isOfPeople} AND ${inPeriod('last_at')}`;
  const rows = wholeFacts({ kinds: ['page', 'product'], where, columns }, among(''));
  const { pageView, attentionMinute, productView } = draft.interests.weights;
  const ofPage = `least(times, 3) * ${draft.bind('Float64', pageView)} + least(attention / 60000, 10) * ${draft.bind('Float64', attentionMinute)}`;
  const rest = '0 AS seen, 0 AS attention, weight, all_topics';
  return `SELECT visitor, fact_kind, fact_key, at, if(fact_kind = 'page', times, 0) AS seen, attention,
      if(fact_kind = 'page', ${ofPage}, least(times, 3) * ${draft.bind('Float64', productView)}) AS weight, all_topics
    FROM (${rows})
    UNION ALL
    SELECT person AS visitor, 'product' AS fact_kind, product AS fact_key, at, ${rest} FROM (${keptInCarts(draft)}) WHERE ${isInPeriod}
    UNION ALL
    SELECT person AS visitor, 'product' AS fact_kind, '' AS fact_key, at, ${rest}
    FROM (${bought(draft, among(`AND visitor IN (${facts} AND kind = 'order')`))}) WHERE ${isInPeriod}`;
}

const isInPeriod = inPeriod('fromUnixTimestamp64Milli(at)');

function keptInCarts(draft: QueryDraft): string {
  return `SELECT person, product, one.1 AS at, ${draft.bind('Float64', draft.interests.weights.cartAdd)} AS weight, one.7 AS all_topics
    FROM (${seenProducts(among(''), 'added > 0 OR removed > 0')}) ARRAY JOIN seen AS one, stays AS is_kept
    WHERE is_kept`;
}

/**
 * Rows by topic of any level, as the site counts topics, of rows by `all_topics` and `hider`: there are few, so the map is applied to
 * them and not to the facts. Each has `parts`: how much of its strength the topic has.
 */
export const byTopic = (draft: QueryDraft, rows: string) => `SELECT *
  FROM (
    SELECT *, topic, parts / length(mapped) AS part
    FROM (
      SELECT *, ${toMapped(draft)} AS mapped, arrayFlatten(arrayMap(one -> ${levelsOf('one')}, mapped)) AS levels
      FROM (${rows})
    )
    ARRAY JOIN arrayDistinct(levels) AS topic, arrayMap(one -> countEqual(levels, one), arrayDistinct(levels)) AS parts
  ) AS told
  LEFT JOIN (${hiddenTopics}) AS hidden ON hidden.hidden_by = told.hider
  WHERE empty(hidden_topics) OR NOT hasAny(hidden_topics, ${levelsOf('topic')})`;

/** The visitor, where they hid an interest; else the nil UUID: who hid nothing needs no telling apart. */
export const hider = `if(visitor IN (${facts} AND kind = 'hidden'), visitor, toUUID('00000000-0000-0000-0000-000000000000')) AS hider`;

/** What visitors hid and did not take back since. */
const hiddenTopics = `SELECT hidden_by, groupArray(substring(key, 7)) AS hidden_topics
  FROM (
    SELECT visitor AS hidden_by, key FROM session_facts
    WHERE site = {site:String} AND kind IN ('hidden', 'shown') AND startsWith(key, 'topic ')
    GROUP BY visitor, key
    HAVING maxIf(last_at, kind = 'hidden') > maxIf(last_at, kind = 'shown')
  )
  GROUP BY hidden_by`;
