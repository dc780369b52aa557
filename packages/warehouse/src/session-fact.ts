import type { CartLine } from '@sillage/protocol';

export const factKinds = [
  'session',
  'page',
  'product',
  'order',
  'search',
  'offer',
  'contact',
  'hidden',
  'shown',
  'complaint',
  'complaint_closed',
  'cart',
] as const;
export type FactKind = (typeof factKinds)[number];

/**
 * What one session says of itself, of a page, a product, an order, a search, an offer, a contact, of an interest that
 * the visitor hid or took back, of a complaint, or of a moment of the cart: a row of `session_facts`. Counts and times only;
 * two facts of the same session, kind and key add up to one (`sumFact`).
 */
export interface SessionFact {
  visitor: string;
  sessionId: string;
  kind: FactKind;
  /**
   * Empty of a session; path, product id, order id, search words, offer id, the contact's channel, a complaint's id, kind and key
   * of an interest, such as `topic tentes/ultra`, or of the cart the moment and, of a change, the product (`1788220800417 P1`).
   */
  key: string;
  /** Milliseconds since 1970 UTC. */
  firstAt: number;
  lastAt: number;
  events: number;
  /** Page views (session, page), product views, searches, exposures, contacts. */
  views: number;
  /** Of sessions and pages. */
  attentionMs: number;
  /** Quantities put into the cart and taken out again, of products and changes of the cart. */
  added: number;
  removed: number;
  /** Searches without a result. */
  failed: number;
  withheld: number;
  clicked: number;
  dismissed: number;
  /** Of pages, products and changes of the cart. */
  topics: string[];
  brand: string;
  priceMinor: number | undefined;
  currency: string;
  /** Of an order: what was bought. */
  order: BoughtOrder | undefined;
  /** The cart as it was told whole; empty after an order. */
  cart: CartLine[] | undefined;
  /** Of a session; empty where unknown. */
  channel: string;
  device: string;
  country: string;
  customerIds: string[];
  /** Of a session: the visitor was there. An order of the till and a mail have sessions that are no visits. */
  isVisit: boolean;
  isInternal: boolean;
}

export interface BoughtOrder {
  orderId: string;
  currency: string;
  totalMinor: number;
  coupon?: string;
  lines: CartLine[];
}

/** A line of what was given back of an order. */
export interface RefundFact {
  orderId: string;
  at: number;
  /** Empty: the refund names no lines; without an amount the whole order. */
  productId: string;
  quantity: number;
  /** Of the amount and the price, ISO 4217; absent: the order's. */
  currency?: string;
  /** Minor units, where the refund says an amount: all of it on one of its lines, 0 on the others. */
  amountMinor?: number;
  /** Minor units that were given back for one, where the refund says so. */
  priceMinor?: number;
}

/** All that personalising knows of one person, of the past and of this visit. */
export interface PersonFacts {
  facts: SessionFact[];
  refunds: RefundFact[];
}

/** Facts by what they are of: each once, whatever was added. */
export type FactSums = Map<string, SessionFact>;

/** Takes a fact into the sums; `fact` itself is not kept. */
export function sumFact(sums: FactSums, fact: SessionFact): void {
  const id = `${fact.visitor} ${fact.sessionId} ${fact.kind} ${fact.key}`;
  const known = sums.get(id);
  if (known) addFact(known, fact);
  else sums.set(id, { ...fact });
}

/** Adds `more`, which has the same session, kind and key, to `fact`. In any order the sum is the same. */
function addFact(fact: SessionFact, more: SessionFact): void {
  fact.firstAt = Math.min(fact.firstAt, more.firstAt);
  fact.lastAt = Math.max(fact.lastAt, more.lastAt);
  for (const count of counts) fact[count] += more[count];
  fact.topics = union(fact.topics, more.topics);
  fact.customerIds = union(fact.customerIds, more.customerIds);
  for (const text of texts) if (more[text] > fact[text]) fact[text] = more[text];
  if (more.priceMinor !== undefined) fact.priceMinor = Math.max(more.priceMinor, fact.priceMinor ?? more.priceMinor);
  fact.order ??= more.order;
  if (more.cart !== undefined) fact.cart = largerCart(more.cart, fact.cart);
  fact.isVisit ||= more.isVisit;
  fact.isInternal ||= more.isInternal;
}

/** Of two that were told at the same moment, the one that ClickHouse takes too. */
function largerCart(cart: CartLine[], other: CartLine[] | undefined): CartLine[] {
  return other !== undefined && JSON.stringify(other) > JSON.stringify(cart) ? other : cart;
}

const counts = [
  'events',
  'views',
  'attentionMs',
  'added',
  'removed',
  'failed',
  'withheld',
  'clicked',
  'dismissed',
] as const;
const texts = ['brand', 'currency', 'channel', 'device', 'country'] as const;

function union(some: string[], others: string[]): string[] {
  if (others.every((one) => some.includes(one))) return some;
  return [...new Set([...some, ...others])];
}
