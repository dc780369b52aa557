import type {
  BoughtCondition,
  Comparison,
  Deed,
  DidCondition,
  InCartCondition,
  Interest,
  InterestSettings,
  MoneyCondition,
  NumberFact,
  SegmentCondition,
  SegmentTree,
  TopicOrProduct,
  ViewedCondition,
  VisitorFacts,
  WordCondition,
} from '@sillage/protocol';
import { defaultInterestSettings } from '@sillage/protocol';
import type { PersonFacts, SessionFact } from '@sillage/warehouse';
import { type KeptOrder, toKeptOrders } from '../facts/kept-orders.js';
import { dayMs } from '../facts/time.js';
import { toVisitorFacts, type VisitorFactsSettings } from '../facts/to-visitor-facts.js';
import { mapTopicsOfPerson } from '../interests/map-topics.js';
import { findHidden, scoreInterests } from '../interests/score-interests.js';
import { isInterested } from './is-interested.js';

/** A person as conditions look at them: read once for all segments. */
export interface SegmentSubject {
  /** Undefined of the shop's own people, who are in no segment. */
  visitorFacts: VisitorFacts | undefined;
  /** With topics as the site counts them; so are those of the orders. */
  facts: readonly SessionFact[];
  orders: readonly KeptOrder[];
  /** All of them, strongest first; counted when a condition first asks. */
  interests(): readonly Interest[];
  /** Whether they said that it is of no interest to them. */
  isHidden: ReturnType<typeof findHidden>;
  /** Milliseconds since 1970 UTC. */
  now: number;
}

export interface SegmentSubjectSettings extends VisitorFactsSettings {
  /** How the site counts interests, where they are not given; default `defaultInterestSettings`. */
  interestSettings?: InterestSettings;
}

export function toSegmentSubject(
  person: PersonFacts,
  now: number,
  settings: SegmentSubjectSettings = {},
): SegmentSubject {
  const { interestSettings = defaultInterestSettings } = settings;
  let { interests } = settings;
  let isHidden: SegmentSubject['isHidden'] | undefined;
  const counted = mapTopicsOfPerson(person, interestSettings.topics);
  return {
    visitorFacts: toVisitorFacts(counted, now, settings),
    facts: counted.facts,
    orders: toKeptOrders(counted),
    interests: () => {
      interests ??= scoreInterests(person, interestSettings, now);
      return interests;
    },
    isHidden: (kind, key) => {
      isHidden ??= findHidden(person.facts);
      return isHidden(kind, key);
    },
    now,
  };
}

/** Whether a person is in a segment, by all that is known of them, this visit included. The warehouse's SQL says the same. */
export function isInSegment(tree: SegmentTree, subject: SegmentSubject): boolean {
  const { visitorFacts } = subject;
  return visitorFacts !== undefined && isMet(tree, { ...subject, visitorFacts });
}

type Known = SegmentSubject & { visitorFacts: VisitorFacts };

function isMet(tree: SegmentTree, known: Known): boolean {
  switch (tree.type) {
    case 'all':
      return tree.of.every((each) => isMet(each, known));
    case 'any':
      return tree.of.some((each) => isMet(each, known));
    case 'not':
      return !isMet(tree.of, known);
    default:
      return isConditionMet(tree, known);
  }
}

function isConditionMet(condition: SegmentCondition, known: Known): boolean {
  const { visitorFacts } = known;
  switch (condition.type) {
    case 'number':
      return compares(numbers[condition.fact](visitorFacts), condition.is, condition.value);
    case 'money':
      return compares(toAmount(condition, visitorFacts), condition.is, condition.valueMinor);
    case 'word':
      return toWords(condition, visitorFacts).some((word) => condition.among.includes(word));
    case 'order_share': {
      const share = visitorFacts.orders === 0 ? undefined : (visitorFacts.orderShareByTopic[condition.topic] ?? 0);
      return compares(share, condition.is, condition.value);
    }
    case 'viewed':
      return countViews(condition, known) >= condition.atLeast;
    case 'bought':
      return countBought(condition, known) >= condition.atLeast;
    case 'in_cart':
      return isInCart(condition, known);
    case 'did':
      return countDeeds(condition, known) >= condition.atLeast;
    case 'interest':
      return isInterested(condition, known.interests());
  }
}

function compares(value: number | undefined, is: Comparison, than: number): boolean {
  return value !== undefined && comparisons[is](value, than);
}

const comparisons: Record<Comparison, (value: number, than: number) => boolean> = {
  at_least: (value, than) => value >= than,
  more_than: (value, than) => value > than,
  at_most: (value, than) => value <= than,
  less_than: (value, than) => value < than,
  equals: (value, than) => value === than,
};

const numbers: Record<NumberFact, (facts: VisitorFacts) => number | undefined> = {
  visits: (facts) => facts.visits,
  daysSeen: (facts) => facts.daysSeen,
  attentionSeconds: (facts) => facts.attentionMs / 1000,
  daysSinceFirstVisit: (facts) => facts.daysSinceFirstVisit,
  daysSinceLastVisit: (facts) => facts.daysSinceLastVisit,
  productsViewedNotBought: (facts) => facts.viewedNotBought.length,
  cartLines: (facts) => facts.cart.lines.length,
  cartIdleHours: (facts) => facts.cart.idleHours,
  orders: (facts) => facts.orders,
  daysSinceLastOrder: (facts) => facts.daysSinceLastOrder,
  usualGapDays: (facts) => facts.usualGapDays,
  gapElapsed: (facts) => facts.gapElapsed,
  couponShare: (facts) => facts.couponShare,
  searches: (facts) => facts.searches,
  searchesWithoutResult: (facts) => facts.searchesWithoutResult,
  newProductShare: (facts) => facts.newProductShare,
  openComplaints: (facts) => facts.openComplaints,
};

function toAmount({ fact, currency }: MoneyCondition, facts: VisitorFacts): number | undefined {
  if (fact === 'averageBasketMinor') return facts.averageBasketMinor[currency];
  if (fact === 'marginMinor') return facts.marginMinor[currency];
  return (fact === 'revenueMinor' ? facts.revenueMinor[currency] : facts.cart.valueMinor[currency]) ?? 0;
}

function toWords({ fact }: WordCondition, facts: VisitorFacts): string[] {
  return fact === 'channel' ? facts.channels : [facts[fact]];
}

const isBelow = (topic: string) => (each: string) => each === topic || each.startsWith(`${topic}/`);

function isOf({ topic, productId }: TopicOrProduct, it: { productId: string; topics?: readonly string[] }): boolean {
  if (productId !== undefined && it.productId !== productId) return false;
  return topic === undefined || (it.topics ?? []).some(isBelow(topic));
}

/** The moment from which something counts. */
function toSince({ withinDays }: { withinDays?: number }, { now }: Known): number {
  return withinDays === undefined ? Number.NEGATIVE_INFINITY : now - withinDays * dayMs;
}

/** The page views or the product views, whichever are more. */
function countViews(condition: ViewedCondition, known: Known): number {
  if (condition.topic !== undefined && known.isHidden('topic', condition.topic)) return 0;
  const since = toSince(condition, known);
  const seen = { page: 0, product: 0 };
  for (const { kind, key, topics, views, lastAt } of known.facts) {
    if ((kind !== 'page' && kind !== 'product') || lastAt < since) continue;
    if (condition.productId !== undefined && kind === 'page') continue;
    if (isOf(condition, { productId: key, topics })) seen[kind] += views;
  }
  return Math.max(seen.page, seen.product);
}

function countBought(condition: BoughtCondition, known: Known): number {
  const since = toSince(condition, known);
  return known.orders.filter(({ at, lines }) => at >= since && lines.some((line) => isOf(condition, line))).length;
}

function isInCart(condition: InCartCondition, { visitorFacts, now }: Known): boolean {
  const touchedBefore = now - (condition.idleHours ?? Number.NEGATIVE_INFINITY) * 3_600_000;
  return visitorFacts.cart.lines.some((line) => line.lastAt <= touchedBefore && isOf(condition, line));
}

function countDeeds(condition: DidCondition, known: Known): number {
  const since = toSince(condition, known);
  if (condition.what === 'ordered') return known.orders.filter(({ at }) => at >= since).length;
  const { kind, count } = deeds[condition.what];
  const done = known.facts.filter((fact) => fact.kind === kind && fact.lastAt >= since);
  if (kind === 'session') return done.filter((session) => session.isVisit).length;
  return done.reduce((total, fact) => total + fact[count], 0);
}

const deeds: Record<
  Exclude<Deed, 'ordered'>,
  { kind: SessionFact['kind']; count: 'views' | 'failed' | 'clicked' | 'dismissed' }
> = {
  visited: { kind: 'session', count: 'views' },
  searched: { kind: 'search', count: 'views' },
  searched_in_vain: { kind: 'search', count: 'failed' },
  offer_exposed: { kind: 'offer', count: 'views' },
  offer_clicked: { kind: 'offer', count: 'clicked' },
  offer_dismissed: { kind: 'offer', count: 'dismissed' },
  contacted: { kind: 'contact', count: 'views' },
};
