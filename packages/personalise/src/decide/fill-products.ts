import type { OfferedProduct, PersonaliseContext, ProductSelection, ProductStrategy } from '@sillage/protocol';
import type { ProductSource } from '../recommend/propose.js';
import { tellProductReason } from '../recommend/reason.js';
import type { Recommender } from '../recommend/recommender.js';
import type { RecommendRules } from '../recommend/rules.js';
import type { Shelf } from '../recommend/shelf.js';
import type { KnownPerson } from './decision-input.js';
import { dayMs, type FactsByKind } from './facts-by-kind.js';
import type { Stock } from './find-moment.js';
import { findOpenCart } from './open-cart.js';

/** What the shop sells, as far as it is known: `SiteCatalogue`. */
export interface ProductCatalogue extends Stock, Shelf {
  /** As the feed or the shop's pages have it, under the id that was asked for. */
  describe(productId: string): Omit<OfferedProduct, 'reason'> | undefined;
}

export interface FillingInput {
  recommender: Pick<Recommender, 'recommend'>;
  catalogue: ProductCatalogue;
  /** Absent: unknown, or without consent. */
  person: KnownPerson | undefined;
  /** What the person is interested in, most first. */
  topics: readonly string[];
  context: PersonaliseContext;
  now: number;
  /** The site's. */
  rules?: RecommendRules | undefined;
}

/** What is new to all is proposed where there is too little else. */
const sources: Record<Exclude<ProductStrategy, 'cart'>, readonly ProductSource[]> = {
  next: ['session', 'bought_together', 'popular_in_topic', 'popular', 'recently_viewed', 'newest_in_topic', 'newest'],
  bought_together: ['bought_together', 'session', 'popular_in_topic', 'popular', 'newest_in_topic', 'newest'],
  popular_in_topic: ['popular_in_topic', 'newest_in_topic', 'popular', 'newest'],
  recently_viewed: ['recently_viewed'],
};

/** Days within which a product that was bought is not proposed again. */
const justBoughtDays = 60;

/** The products of a slot, each with why it is there. */
export function fillProducts({ strategy, count }: ProductSelection, input: FillingInput): OfferedProduct[] {
  const { catalogue, person, context } = input;
  const { locale = 'fr' } = context;
  const cart = person ? findOpenCart(person.facts, context.cart).productIds : (context.cart ?? []).map(toId);
  if (strategy === 'cart') {
    return cart.slice(0, count).map((productId) => toOffered(productId, cartReason(locale), catalogue));
  }
  const nameOf = (key: string) => catalogue.describe(key)?.name;
  const proposed = input.recommender.recommend({
    at: input.now,
    ...(person ? ofVisit(person, input.now) : { session: context.productId === undefined ? [] : [context.productId] }),
    cart,
    ...(context.productId !== undefined && { page: context.productId }),
    topics: [...(context.topics ?? []), ...input.topics],
    limit: count,
    ...(input.rules && { rules: input.rules }),
    shelf: catalogue,
    sources: sources[strategy],
  });
  return proposed.map(({ productId, reason }) =>
    toOffered(productId, tellProductReason(reason, locale, { nameOf }), catalogue),
  );
}

function toId({ productId }: { productId: string }): string {
  return productId;
}

function cartReason(locale: string): string {
  return /^fr\b/i.test(locale) ? 'Il vous attend dans votre panier' : 'It is waiting in your cart';
}

function toOffered(productId: string, reason: string, catalogue: ProductCatalogue): OfferedProduct {
  return { productId, ...catalogue.describe(productId), reason };
}

/** What this person looked at and bought. */
function ofVisit({ facts, sessionId }: KnownPerson, now: number) {
  const seen = facts.product.toSorted((a, b) => a.lastAt - b.lastAt);
  return {
    session: seen.filter((fact) => fact.sessionId === sessionId).map(({ key }) => key),
    ...(sessionId !== '' && { sessionId }),
    viewed: seen.map(({ key }) => key).toReversed(),
    bought: justBought(facts, now),
  };
}

function justBought(facts: FactsByKind, now: number): string[] {
  const recent = facts.order.filter(({ lastAt }) => lastAt > now - justBoughtDays * dayMs);
  return recent.flatMap(({ order }) => order?.lines.map(toId) ?? []);
}
