import type { CartLine } from '@sillage/protocol';
import type { SessionFact } from '@sillage/warehouse';
import type { DecisionInput, KnownPerson } from '../decide/decision-input.js';
import { dayMs, toFactsByKind } from '../decide/facts-by-kind.js';
import { hero, toOffer } from './definition-bodies.js';
import { emptyFact } from './empty-fact.js';

/** 1 October 2026, 12:00 UTC. */
export const noon = Date.UTC(2026, 9, 1, 12);
export const thisVisit = '22222222-2222-4222-8222-222222222222';

/** A fact of so many days ago (0: now), of another visit than this one. */
export function toFact(kind: SessionFact['kind'], daysAgo: number, over: Partial<SessionFact> = {}): SessionFact {
  const at = noon - daysAgo * dayMs;
  const sessionId = `session-${daysAgo}`;
  const isVisit = kind === 'session';
  return { ...emptyFact, visitor: 'v', sessionId, kind, key: '', firstAt: at, lastAt: at, isVisit, ...over };
}

/** Of the cart, so many days ago: a quantity of a product put in, or below 0 taken out. */
export function toCartChange(productId: string, daysAgo: number, by: number): SessionFact {
  const key = `${noon - daysAgo * dayMs} ${productId}`;
  return toFact('cart', daysAgo, { key, added: Math.max(0, by), removed: Math.max(0, -by) });
}

/** The cart as it was told whole. */
export function toWholeCart(daysAgo: number, cart: CartLine[]): SessionFact {
  return toFact('cart', daysAgo, { key: String(noon - daysAgo * dayMs), cart });
}

export function toOrder(orderId: string, daysAgo: number, productIds: string[] = []): SessionFact {
  const lines = productIds.map((productId) => ({ productId, quantity: 1 }));
  return toFact('order', daysAgo, { key: orderId, order: { orderId, currency: 'EUR', totalMinor: 100, lines } });
}

export function toPerson(facts: SessionFact[] = [], over: Partial<KnownPerson> = {}): KnownPerson {
  return {
    key: 'visitor:v',
    facts: toFactsByKind(facts),
    sessionId: thisVisit,
    isInternal: false,
    isSuppressed: false,
    isInSegment: () => false,
    ...over,
  };
}

export function toInput(over: Partial<DecisionInput> = {}): DecisionInput {
  return {
    decisionId: '0199a000-0000-7000-8000-0000000000d1',
    slot: hero,
    offers: [toOffer()],
    person: toPerson(),
    context: {},
    now: noon,
    stock: { isAvailable: () => true, restockedAt: () => undefined },
    segmentName: () => undefined,
    ...over,
  };
}
