import type { TopicProducts } from './topic-products.js';

/** What the shop says about its proposals. */
export interface RecommendRules {
  /** Products that come first, in this order, where they may be shown. */
  pin?: readonly string[];
  /** Never these products, nor any of these topics (of any level). */
  exclude?: { products?: readonly string[]; topics?: readonly string[] };
  /** Scores are multiplied: products of the shop's own brand by 1.5, say. Several that meet multiply. 0.01 to 100 each. */
  boost?: readonly Boost[];
  /** Leave out what was already seen in this session: propose something new. Default false. */
  leaveOutSeen?: boolean;
}

export interface Boost {
  /** One of the two. */
  product?: string;
  topic?: string;
  factor: number;
}

/** What must be known to apply the rules to one request. */
export interface RuleContext {
  rules: RecommendRules;
  topics: TopicProducts;
  /** In the cart, just bought, and the page's own. */
  leaveOut: readonly string[];
  /** Of this session. */
  seen: readonly string[];
  /** In stock and for sale. */
  isAvailable(product: string): boolean;
}

/** The rules of one request: whether a product may be shown, and what its score is multiplied with. */
export class ProductFilter {
  /** The most that `weigh` answers. */
  readonly maxFactor: number;
  readonly #context: RuleContext;
  readonly #leftOut: Set<string>;

  constructor(context: RuleContext) {
    const { rules, leaveOut, seen } = context;
    this.#context = context;
    this.#leftOut = new Set([
      ...leaveOut,
      ...(rules.exclude?.products ?? []),
      ...(rules.leaveOutSeen === true ? seen : []),
    ]);
    this.maxFactor = (rules.boost ?? []).reduce((product, { factor }) => product * Math.max(1, bounded(factor)), 1);
  }

  /** From here on the product is not proposed again. */
  leaveOut(product: string): void {
    this.#leftOut.add(product);
  }

  isAllowed(product: string): boolean {
    if (this.#leftOut.has(product)) return false;
    const { rules, topics, isAvailable } = this.#context;
    if (rules.exclude?.topics?.some((topic) => topics.isIn(product, topic))) return false;
    return isAvailable(product);
  }

  /** 0 where the product may not be shown. */
  readonly weigh = (product: string): number => {
    if (!this.isAllowed(product)) return 0;
    let weight = 1;
    for (const boost of this.#context.rules.boost ?? []) {
      const isMeant =
        boost.product === product || (boost.topic !== undefined && this.#context.topics.isIn(product, boost.topic));
      if (isMeant) weight *= bounded(boost.factor);
    }
    return weight;
  };
}

function bounded(factor: number): number {
  return Math.max(0.01, Math.min(100, factor));
}
