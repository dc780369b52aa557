import type { InterestReason, InterestSettings } from '@sillage/protocol';
import type { PersonFacts, SessionFact } from '@sillage/warehouse';
import { keptInCart, keptOfOrders } from './kept-products.js';

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
  for (const { order, productId, quantity: _, ...line } of keptOfOrders(person)) {
    // an order's lines may name less than the product's own page did
    const { topics, brand } = line.topics.length > 0 ? line : { ...line, ...pick(known.get(productId)) };
    const bought = {
      kind: 'product',
      key: productId,
      did: 'bought',
      at: order.lastAt,
      weight: weights.purchase,
    } as const;
    weighed.push({ ...bought, ...line, topics, brand });
  }
  return weighed.filter(({ weight }) => weight > 0);
}

/** What the latest session said of a product, in whatever order the facts come. */
function latestByProduct(facts: readonly SessionFact[]): Map<string, SessionFact> {
  const products = facts.filter((fact) => fact.kind === 'product');
  products.sort((a, b) => a.lastAt - b.lastAt || (a.sessionId < b.sessionId ? -1 : 1));
  return new Map(products.map((fact) => [fact.key, fact]));
}

function pick(fact: SessionFact | undefined): { topics?: readonly string[]; brand?: string } {
  return fact === undefined ? {} : { topics: fact.topics, brand: fact.brand };
}

function toWeighed(fact: SessionFact, own: Pick<WeighedFact, 'kind' | 'did' | 'weight'>): WeighedFact {
  const { key, lastAt, topics, brand, priceMinor, currency } = fact;
  return { key, at: lastAt, topics, brand, priceMinor, currency, ...own };
}
