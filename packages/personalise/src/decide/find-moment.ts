import { type PersonaliseContext, type Trigger, topicAndAbove } from '@sillage/protocol';
import { findHidden } from '../interests/score-interests.js';
import { dayMs, type FactsByKind, minuteMs, sum, within } from './facts-by-kind.js';
import { findOpenCart } from './open-cart.js';

/** That a trigger is met, and what makes its sentence. */
export type Moment =
  | { kind: 'returning'; afterDays: number }
  | { kind: 'cart_idle' }
  | { kind: 'topic_viewed'; topic: string }
  | { kind: 'order_due' }
  | { kind: 'back_in_stock'; productId: string };

/** What the catalogue knows. Of a product that it does not know, neither is said. */
export interface Stock {
  isAvailable(productId: string): boolean;
  /** When it last came back, where that was seen: milliseconds since 1970 UTC. */
  restockedAt(productId: string): number | undefined;
}

export interface MomentInput {
  facts: FactsByKind;
  /** Of the visit that goes on. */
  sessionId: string;
  /** With topics as the site counts them; so are those of the facts. */
  context: PersonaliseContext;
  stock: Stock;
  now: number;
}

/** Whether this is the right moment; `undefined` where it is not. */
export function findMoment(trigger: Trigger, input: MomentInput): Moment | undefined {
  switch (trigger.kind) {
    case 'returning':
      return findReturn(trigger.afterDays, input);
    case 'cart_idle':
      return findIdleCart(trigger.minutes, input);
    case 'topic_viewed':
      return findTopic(trigger, input);
    case 'order_due':
      return isOrderDue(trigger.share, input) ? { kind: 'order_due' } : undefined;
    case 'back_in_stock':
      return findRestocked(trigger.products, input);
  }
}

function findReturn(afterDays: number, { facts, sessionId, now }: MomentInput): Moment | undefined {
  const [current, past] = [true, false].map((is) =>
    facts.session.filter((one) => one.isVisit && (one.sessionId === sessionId) === is),
  );
  if (!current || !past || past.length === 0) return undefined;
  const startedAt = Math.min(now, ...current.map(({ firstAt }) => firstAt));
  const awayMs = startedAt - Math.max(...past.map(({ lastAt }) => lastAt));
  return awayMs >= afterDays * dayMs ? { kind: 'returning', afterDays: Math.floor(awayMs / dayMs) } : undefined;
}

function findIdleCart(minutes: number, { facts, context, now }: MomentInput): Moment | undefined {
  const { touchedAt } = findOpenCart(facts, context.cart);
  return touchedAt !== undefined && now - touchedAt >= minutes * minuteMs ? { kind: 'cart_idle' } : undefined;
}

function findTopic(trigger: Trigger & { kind: 'topic_viewed' }, input: MomentInput): Moment | undefined {
  const topics = trigger.topic === undefined ? (input.context.topics ?? []) : [trigger.topic];
  const isHidden = findHidden([...input.facts.hidden, ...input.facts.shown]);
  const topic = topics.find((one) => !isHidden('topic', one) && countViews(one, trigger.days, input) >= trigger.times);
  return topic === undefined ? undefined : { kind: 'topic_viewed', topic };
}

/** A product's page is a view of a page and of a product: it counts once. */
function countViews(topic: string, days: number, { facts, now }: MomentInput): number {
  const isOfTopic = ({ topics }: { topics: string[] }) => topics.some((one) => topicAndAbove(one).includes(topic));
  const [pages, products] = [facts.page, facts.product].map((some) =>
    sum(within(some, days, now).filter(isOfTopic), ({ views }) => views),
  );
  return Math.max(pages ?? 0, products ?? 0);
}

/** After that much of the usual gap the order is not due but missed: what brings a person back is another offer. */
const latestShare = 1.5;

function isOrderDue(share: number, { facts, now }: MomentInput): boolean {
  const orderedAt = [...firstTimes(facts.order).values()].sort((a, b) => a - b);
  const gaps = orderedAt.slice(1).map((at, index) => at - (orderedAt[index] as number));
  const last = orderedAt.at(-1);
  if (gaps.length === 0 || last === undefined) return false;
  const passed = (now - last) / median(gaps);
  return passed >= share && passed <= latestShare;
}

function firstTimes(facts: FactsByKind['order']): Map<string, number> {
  const times = new Map<string, number>();
  for (const { key, firstAt } of facts) times.set(key, Math.min(firstAt, times.get(key) ?? firstAt));
  return times;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] as number;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2;
}

function findRestocked(products: readonly string[] | undefined, { facts, stock }: MomentInput): Moment | undefined {
  const bought = new Set(facts.order.flatMap(({ order }) => order?.lines.map(({ productId }) => productId) ?? []));
  const seenAt = new Map<string, number>();
  for (const { key, views, lastAt } of facts.product) {
    if (views > 0) seenAt.set(key, Math.max(lastAt, seenAt.get(key) ?? 0));
  }
  for (const [productId, at] of [...seenAt].sort(([, a], [, b]) => b - a)) {
    const isAsked = !bought.has(productId) && (products?.includes(productId) ?? true);
    if (isAsked && (stock.restockedAt(productId) ?? 0) > at && stock.isAvailable(productId)) {
      return { kind: 'back_in_stock', productId };
    }
  }
  return undefined;
}
