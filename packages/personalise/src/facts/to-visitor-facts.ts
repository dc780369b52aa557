import { type Interest, topicAndAbove, type ViewedProduct, type VisitorFacts } from '@sillage/protocol';
import type { PersonFacts, SessionFact } from '@sillage/warehouse';
import { toCart } from './cart-facts.js';
import { type FindSold, ofCatalogue } from './catalogue-facts.js';
import { groupBy } from './group-by.js';
import { type KeptOrder, toKeptOrders } from './kept-orders.js';
import { countOpenComplaints } from './open-complaints.js';
import { dayMs, wholeUnits } from './time.js';

/** What is known of the person beside the facts. */
export interface VisitorFactsSettings {
  /** The person's interests, strongest first, as the site counts them. */
  interests?: readonly Interest[];
  /** What the catalogue says of what was bought; without it margin and age of products are not known. */
  findSold?: FindSold;
}

const interestsTold = 10;

/**
 * The facts of one person, or undefined where there is no session but of the shop's own people. What ages is counted from
 * `now`, in milliseconds since 1970 UTC. SQL of the warehouse says the same (`compileSegment`); a property test holds
 * the two together.
 */
export function toVisitorFacts(
  person: PersonFacts,
  now: number,
  settings: VisitorFactsSettings = {},
): VisitorFacts | undefined {
  const sessions = person.facts.filter((fact) => fact.kind === 'session');
  if (sessions.every((session) => session.isInternal)) return undefined;
  const orders = toKeptOrders(person);
  return {
    ...ofVisits(sessions, now),
    interests: (settings.interests ?? []).slice(0, interestsTold),
    viewedNotBought: toViewedNotBought(person.facts, orders),
    cart: toCart(person.facts, now),
    ...ofOrders(orders),
    ...ofOrderTimes(orders, now),
    ...ofCatalogue(orders, settings.findSold ?? (() => undefined)),
    openComplaints: countOpenComplaints(person.facts),
    searches: sum(person.facts, 'search', 'views'),
    searchesWithoutResult: sum(person.facts, 'search', 'failed'),
  };
}

function ofVisits(sessions: readonly SessionFact[], now: number) {
  const visits = sessions.filter((session) => session.isVisit);
  return {
    ...toVisitTimes(visits, now),
    visits: visits.length,
    daysSeen: new Set(visits.map((visit) => wholeUnits(visit.firstAt, dayMs))).size,
    attentionMs: sessions.reduce((total, session) => total + session.attentionMs, 0),
    channels: [...new Set(sessions.map((session) => session.channel))],
    country: latestWord(sessions, 'country'),
    device: latestWord(sessions, 'device'),
  };
}

function toVisitTimes(visits: readonly SessionFact[], now: number) {
  if (visits.length === 0) return {};
  const firstVisitAt = Math.min(...visits.map((visit) => visit.firstAt));
  const lastVisitAt = Math.max(...visits.map((visit) => visit.lastAt));
  return {
    firstVisitAt,
    lastVisitAt,
    daysSinceFirstVisit: wholeUnits(now - firstVisitAt, dayMs),
    daysSinceLastVisit: wholeUnits(now - lastVisitAt, dayMs),
  };
}

function latestWord(sessions: readonly SessionFact[], fact: 'country' | 'device'): string {
  const known = sessions.filter((session) => session[fact] !== '');
  const [latest] = known.sort((a, b) => b.lastAt - a.lastAt || (b[fact] > a[fact] ? 1 : -1));
  return latest?.[fact] ?? '';
}

function toViewedNotBought(facts: readonly SessionFact[], orders: readonly KeptOrder[]): ViewedProduct[] {
  const bought = new Set(orders.flatMap(({ lines }) => lines.map((line) => line.productId)));
  const viewed = new Map<string, ViewedProduct>();
  for (const { kind, key: productId, views, lastAt } of facts) {
    if (kind !== 'product' || views === 0 || bought.has(productId)) continue;
    const known = viewed.get(productId) ?? { productId, views: 0, lastAt };
    viewed.set(productId, { productId, views: known.views + views, lastAt: Math.max(known.lastAt, lastAt) });
  }
  return [...viewed.values()].sort((a, b) => b.lastAt - a.lastAt);
}

function ofOrders(orders: readonly KeptOrder[]) {
  const revenueMinor: Record<string, number> = {};
  const averageBasketMinor: Record<string, number> = {};
  const ofTopic = new Map<string, number>();
  for (const [currency, inCurrency] of groupBy(orders, (order) => order.currency)) {
    const revenue = inCurrency.reduce((total, order) => total + order.revenueMinor, 0);
    revenueMinor[currency] = revenue;
    averageBasketMinor[currency] = revenue / inCurrency.length;
  }
  for (const { lines } of orders) {
    const topics = new Set(lines.flatMap((line) => (line.topics ?? []).flatMap(topicAndAbove)));
    for (const topic of topics) ofTopic.set(topic, (ofTopic.get(topic) ?? 0) + 1);
  }
  const orderShareByTopic = Object.fromEntries([...ofTopic].map(([topic, count]) => [topic, count / orders.length]));
  const withCoupon = orders.filter((order) => order.hasCoupon).length;
  return {
    orders: orders.length,
    revenueMinor,
    averageBasketMinor,
    orderShareByTopic,
    ...(orders.length === 0 ? {} : { couponShare: withCoupon / orders.length }),
  };
}

function ofOrderTimes(orders: readonly KeptOrder[], now: number) {
  const lastOrder = orders.at(-1);
  if (!lastOrder) return {};
  const daysSinceLastOrder = wholeUnits(now - lastOrder.at, dayMs);
  const usualGapDays = toUsualGapDays(orders);
  if (usualGapDays === undefined) return { daysSinceLastOrder };
  return { daysSinceLastOrder, usualGapDays, gapElapsed: (now - lastOrder.at) / dayMs / usualGapDays };
}

/** A day at least: an order that was split in two is not a habit. */
function toUsualGapDays(orders: readonly KeptOrder[]): number | undefined {
  const gaps = orders.slice(1).map((order, index) => order.at - (orders[index]?.at ?? order.at));
  gaps.sort((a, b) => a - b);
  const low = gaps[(gaps.length - 1) >> 1];
  const high = gaps[gaps.length >> 1];
  return low === undefined || high === undefined ? undefined : Math.max(1, (low + high) / 2 / dayMs);
}

function sum(facts: readonly SessionFact[], kind: SessionFact['kind'], count: 'views' | 'failed'): number {
  return facts.reduce((total, fact) => (fact.kind === kind ? total + fact[count] : total), 0);
}
