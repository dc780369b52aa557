import {
  type BoughtCondition,
  type Comparison,
  type Deed,
  type InCartCondition,
  type InterestCondition,
  type MoneyCondition,
  type NumberFact,
  type OrderShareCondition,
  type SegmentCondition,
  type TopicOrProduct,
  topicAndAbove,
  type ViewedCondition,
  type WordCondition,
} from '@sillage/protocol';
import { areCountedAs, dayMs, hourMs } from './fact-rows.js';
import type { QueryDraft } from './query-draft.js';

/** SQL of a condition over the columns that it asks of the draft: 1, 0, or NULL where the fact is not known. */
export function toCondition(condition: SegmentCondition, draft: QueryDraft): string {
  switch (condition.type) {
    case 'number':
      return compare(numbers[condition.fact](draft), condition.is, draft.bind('Float64', condition.value));
    case 'money':
      return compare(toAmount(condition, draft), condition.is, draft.bind('Float64', condition.valueMinor));
    case 'word':
      return toWord(condition, draft);
    case 'order_share':
      return toOrderShare(condition, draft);
    case 'viewed':
      return atLeast(toViews(condition, draft), condition, draft);
    case 'bought':
      return atLeast(toBought(condition, draft), condition, draft);
    case 'in_cart':
      return toInCart(condition, draft);
    case 'did':
      return atLeast(counts[condition.what](draft, toSince(condition, draft)), condition, draft);
    case 'interest':
      return toInterest(condition, draft);
  }
}

/** Days after which a product is new no more. */
const newForDays = 60;

const signs = { at_least: '>=', more_than: '>', at_most: '<=', less_than: '<', equals: '=' } as const;

function compare(value: string, is: Comparison, than: string): string {
  return `${value} ${signs[is]} ${than}`;
}

function atLeast(value: string, { atLeast: least }: { atLeast: number }, draft: QueryDraft): string {
  return `${value} >= ${draft.bind('Int64', least)}`;
}

/** Whole units of time that have passed since a column of milliseconds. */
function passed(since: string, unitMs: number, draft: QueryDraft): string {
  return `floor((${draft.bind('Int64', draft.now)} - ${since}) / ${unitMs})`;
}

const count = (draft: QueryDraft) => draft.column('orders', 'count()');
const lastOrder = (draft: QueryDraft) => draft.column('orders', 'max(at)');
const ifOrdered = (draft: QueryDraft, value: string, least = 1) => `if(${count(draft)} < ${least}, NULL, ${value})`;
export const visitCount = (draft: QueryDraft) => draft.column('visits', 'countIf(was_there)');
/** Milliseconds since 1970 UTC; 0 of who never came. */
export const firstVisit = (draft: QueryDraft) => draft.column('visits', 'minIf(began, was_there)');
export const lastVisit = (draft: QueryDraft) => draft.column('visits', 'maxIf(ended, was_there)');
export const ifVisited = (draft: QueryDraft, value: string) => `if(${visitCount(draft)} = 0, NULL, ${value})`;

/** Median of the times between orders, in days and at least one. */
const gaps = 'arraySort(arrayPopFront(arrayDifference(arraySort(groupArray(at)))))';
const gapDays = (draft: QueryDraft) => {
  const column = draft.column('orders', gaps);
  const middle = `(${column}[intDiv(length(${column}) + 1, 2)] + ${column}[intDiv(length(${column}), 2) + 1])`;
  return `greatest(1, ${middle} / 2 / ${dayMs})`;
};

const numbers: Record<NumberFact, (draft: QueryDraft) => string> = {
  visits: visitCount,
  daysSeen: (draft) => draft.column('visits', `uniqExactIf(intDiv(began, ${dayMs}), was_there)`),
  attentionSeconds: (draft) => `${draft.column('visits', 'sum(attention)')} / 1000`,
  daysSinceFirstVisit: (draft) => ifVisited(draft, passed(firstVisit(draft), dayMs, draft)),
  daysSinceLastVisit: (draft) => ifVisited(draft, passed(lastVisit(draft), dayMs, draft)),
  productsViewedNotBought: (draft) => draft.column('products', 'countIf(is_left)'),
  cartLines: (draft) => draft.column('cart', 'count()'),
  cartIdleHours: (draft) => {
    const touchedAt = draft.column('cart', 'max(touched)');
    return `if(${draft.column('cart', 'count()')} = 0, NULL, ${passed(touchedAt, hourMs, draft)})`;
  },
  orders: count,
  daysSinceLastOrder: (draft) => ifOrdered(draft, passed(lastOrder(draft), dayMs, draft)),
  usualGapDays: (draft) => ifOrdered(draft, gapDays(draft), 2),
  gapElapsed: (draft) => {
    const since = `(${draft.bind('Int64', draft.now)} - ${lastOrder(draft)}) / ${dayMs}`;
    return ifOrdered(draft, `${since} / ${gapDays(draft)}`, 2);
  },
  couponShare: (draft) => ifOrdered(draft, `${draft.column('orders', 'countIf(has_coupon)')} / ${count(draft)}`),
  searches: (draft) => draft.column('deeds', "sumIf(times, fact_kind = 'search')"),
  searchesWithoutResult: (draft) => draft.column('deeds', 'sum(in_vain)'),
  newProductShare: (draft) => {
    const fresh = draft.column('sold', `uniqExactIf(order_id, ordered - released < ${newForDays * dayMs})`);
    return `if(${draft.column('sold', 'countIf(released IS NOT NULL)')} = 0, NULL, ${fresh} / ${count(draft)})`;
  },
  openComplaints: (draft) => draft.column('complaints', 'countIf(opened > closed)'),
};

function toAmount({ fact, currency }: MoneyCondition, draft: QueryDraft): string {
  const isIn = (column: string) => `${column} = ${draft.bind('String', currency)}`;
  if (fact === 'cartValueMinor') {
    return draft.column('cart', `sumIf(quantity * assumeNotNull(priced.1), ${isIn('priced.2')})`);
  }
  if (fact === 'marginMinor') {
    const isKnown = `margin IS NOT NULL AND ${isIn('margin_currency')}`;
    const margin = draft.column('sold', `sumIf(quantity * assumeNotNull(margin), ${isKnown})`);
    return `if(${draft.column('sold', `countIf(${isKnown})`)} = 0, NULL, ${margin})`;
  }
  const revenue = draft.column('orders', `sumIf(revenue, ${isIn('currency')})`);
  if (fact === 'revenueMinor') return revenue;
  const orders = draft.column('orders', `countIf(${isIn('currency')})`);
  return `if(${orders} = 0, NULL, ${revenue} / ${orders})`;
}

function toWord({ fact, among }: WordCondition, draft: QueryDraft): string {
  const words = draft.bind('Array(String)', among);
  if (fact === 'channel') return `hasAny(${draft.column('visits', 'groupUniqArray(session_channel)')}, ${words})`;
  const word = `session_${fact}`;
  return `has(${words}, ${draft.column('visits', `argMaxIf(${word}, (ended, ${word}), ${word} != '')`)})`;
}

/** Whether a kept line is of the topic or product. */
function keeps(subject: TopicOrProduct, draft: QueryDraft): string {
  const isOf =
    subject.topic === undefined
      ? `line.product_id = ${draft.bind('String', subject.productId ?? '')}`
      : areCountedAs('line.topics', subject.topic, draft);
  return `arrayExists((line, left) -> left > 0 AND ${isOf}, lines, kept)`;
}

function toOrderShare({ topic, is, value }: OrderShareCondition, draft: QueryDraft): string {
  const ofTopic = draft.column('orders', `countIf(${keeps({ topic }, draft)})`);
  return compare(ifOrdered(draft, `${ofTopic} / ${count(draft)}`), is, draft.bind('Float64', value));
}

/** `AND …` that leaves out what ended before the period; nothing without one. */
function toSince({ withinDays }: { withinDays?: number }, draft: QueryDraft): Since {
  if (withinDays === undefined) return () => '';
  const from = draft.bind('Int64', draft.now - withinDays * dayMs);
  return (column) => `AND ${column} >= ${from}`;
}
type Since = (column: string) => string;

function toBought(condition: BoughtCondition, draft: QueryDraft): string {
  return draft.column('orders', `countIf(${keeps(condition, draft)} ${toSince(condition, draft)('at')})`);
}

function toViews(condition: ViewedCondition, draft: QueryDraft): string {
  const { topic, productId } = condition;
  const isOf =
    topic === undefined
      ? `(kind = 'product' AND key = ${draft.bind('String', productId ?? '')})`
      : areCountedAs('topics', topic, draft);
  const counted = `${draft.column('matches', isOf)} ${toSince(condition, draft)('ended')}`;
  const ofKind = (kind: string) => `sumIf(times, fact_kind = '${kind}' AND ${counted})`;
  const views = draft.column('views', `greatest(${ofKind('page')}, ${ofKind('product')})`);
  return topic === undefined ? views : `if(${isHidden(topic, draft)}, 0, ${views})`;
}

/** Whether the person said that the topic, or one above it, is of no interest to them. */
function isHidden(topic: string, draft: QueryDraft): string {
  const names = draft.bind(
    'Array(String)',
    topicAndAbove(topic).map((level) => `topic ${level}`),
  );
  return draft.column('hidden', `max(hasAny(hidden_names, ${names}))`);
}

function toInCart({ topic, productId, idleHours }: InCartCondition, draft: QueryDraft): string {
  const conditions = [
    topic === undefined ? '' : areCountedAs('topics', topic, draft),
    productId === undefined ? '' : `product = ${draft.bind('String', productId)}`,
    idleHours === undefined ? '' : `touched <= ${draft.bind('Int64', draft.now - idleHours * hourMs)}`,
  ].filter(Boolean);
  return `${draft.column('cart', `countIf(${conditions.join(' AND ') || '1'})`)} > 0`;
}

/** In millionths, so that the last bit of a sum, which depends on its order, says nothing. `is-in-segment` says the same. */
const millionths = (value: string) => `floor(${value} * 1000000 + 0.5)`;

function toInterest({ kind, key, top, minScore, minShare }: InterestCondition, draft: QueryDraft): string {
  const peersOf = kind === 'topic' ? `topic ${key.split('/').length}` : kind;
  const isPeer = `peers = '${peersOf}'`;
  draft.column('subjects', peersOf);
  const score = draft.column('interests', `sumIf(score, ${isPeer} AND name = ${draft.bind('String', key)})`);
  const peers = () => draft.column('interests', `groupArrayIf(${millionths('score')}, ${isPeer})`);
  const total = () => draft.column('interests', `sumIf(score, ${isPeer})`);
  const atLeastThat = (value: string, least: number) =>
    `${millionths(value)} >= ${millionths(draft.bind('Float64', least))}`;
  const asked = [
    `${score} > 0`,
    top === undefined ? '' : `arrayCount(one -> one > ${millionths(score)}, ${peers()}) < ${draft.bind('Int64', top)}`,
    minScore === undefined ? '' : atLeastThat(score, minScore),
    minShare === undefined ? '' : atLeastThat(`${score} / ${total()}`, minShare),
  ];
  return `(${asked.filter(Boolean).join(' AND ')})`;
}

const counts: Record<Deed, (draft: QueryDraft, since: Since) => string> = {
  visited: (draft, since) => draft.column('visits', `countIf(was_there ${since('ended')})`),
  ordered: (draft, since) => draft.column('orders', `countIf(1 ${since('at')})`),
  searched: (draft, since) => draft.column('deeds', `sumIf(times, fact_kind = 'search' ${since('ended')})`),
  searched_in_vain: (draft, since) => draft.column('deeds', `sumIf(in_vain, 1 ${since('ended')})`),
  offer_exposed: (draft, since) => draft.column('deeds', `sumIf(times, fact_kind = 'offer' ${since('ended')})`),
  offer_clicked: (draft, since) => draft.column('deeds', `sumIf(clicks, 1 ${since('ended')})`),
  offer_dismissed: (draft, since) => draft.column('deeds', `sumIf(dismissals, 1 ${since('ended')})`),
  contacted: (draft, since) => draft.column('deeds', `sumIf(times, fact_kind = 'contact' ${since('ended')})`),
};
