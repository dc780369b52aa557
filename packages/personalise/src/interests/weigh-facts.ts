import type { CartLine, InterestReason, InterestSettings } from '@sillage/protocol';
import type { PersonFacts, SessionFact } from '@sillage/warehouse';
import { toKeptOrders } from '../facts/kept-orders.js';
import { byNewest, keptInCart } from './kept-in-cart.js';

/** One thing that a person did, and what it is worth before decay. */
export interface WeighedFact {
  kind: InterestReason['kind'];
  key: string;
  did: InterestReason['did'];
  /** Milliseconds since 1970 UTC. */
  at: number;
  weight: number;
  topics: readonly string[];
  brand: string;
  priceMinor: number | undefined;
  currency: string;
}

/** Of a page or product in one session, so that nobody's many events make an interest: decision 11. */
const most = { views: 3, attentionMinutes: 10 };

/** What each page, product and bought product weighs, session by session. */
export function weighFacts(person: PersonFacts, { weights }: InterestSettings): WeighedFact[] {
  const kept = keptInCart(person.facts);
  const known = latestByProduct(person.facts);
  const weighed: WeighedFact[] = [];
  for (const fact of person.facts) {
    const views = Math.min(fact.views, most.views);
    if (fact.kind === 'page') {
      const minutes = Math.min(fact.attentionMs / 60_000, most.attentionMinutes);
      const weight = views * weights.pageView + minutes * weights.attentionMinute;
      weighed.push(toWeighed(fact, { kind: 'page', did: 'viewed', weight }));
    } else if (fact.kind === 'product') {
      const isKept = kept.has(fact);
      const weight = views * weights.productView + (isKept ? weights.cartAdd : 0);
      weighed.push(toWeighed(fact, { kind: 'product', did: isKept ? 'added' : 'viewed', weight }));
    }
  }
  for (const bought of boughtProducts(person)) {
    // an order's lines may name less than the product's own page did
    const named = bought.topics.length > 0 ? bought : { ...bought, ...pick(known.get(bought.key)) };
    weighed.push({ ...named, weight: weights.purchase });
  }
  return weighed.filter(({ weight }) => weight > 0);
}

/** What the latest session said of a product, in whatever order the facts come. */
function latestByProduct(facts: readonly SessionFact[]): Map<string, SessionFact> {
  const oldestFirst = facts.filter((fact) => fact.kind === 'product').sort((a, b) => byNewest(b, a));
  return new Map(oldestFirst.map((fact) => [fact.key, fact]));
}

/** One a product and order, as the first line has it of which something was kept. */
function* boughtProducts(person: PersonFacts): Generator<Omit<WeighedFact, 'weight'>> {
  for (const { at, currency, lines } of toKeptOrders(person)) {
    const ofProducts = new Map<string, CartLine>();
    for (const line of lines) if (!ofProducts.has(line.productId)) ofProducts.set(line.productId, line);
    for (const {
      productId: key,
      topics = [],
      brand = '',
      priceMinor,
      currency: own = currency,
    } of ofProducts.values()) {
      yield { kind: 'product', key, did: 'bought', at, topics, brand, priceMinor, currency: own };
    }
  }
}

function pick(fact: SessionFact | undefined): { topics?: readonly string[]; brand?: string } {
  return fact === undefined ? {} : { topics: fact.topics, brand: fact.brand };
}

function toWeighed(fact: SessionFact, own: Pick<WeighedFact, 'kind' | 'did' | 'weight'>): WeighedFact {
  const { key, lastAt, topics, brand, priceMinor, currency } = fact;
  return { key, at: lastAt, topics, brand, priceMinor, currency, ...own };
}
