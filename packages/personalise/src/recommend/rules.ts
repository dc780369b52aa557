import type { Shelf } from './shelf.js';

/** What the shop says about its proposals. */
export interface RecommendRules {
  /** Products that come first, in this order, where they may be shown. */
  pin?: readonly string[];
  /** Never these products, of these topics (of any level), of these brands. */
  exclude?: { products?: readonly string[]; topics?: readonly string[]; brands?: readonly string[] };
  /** Scores are multiplied: products of the shop's own brand by 1.5, say. Several that meet multiply. 0.01 to 100 each. */
  boost?: readonly Boost[];
  /** Leave out what was already seen in this session: propose something new. Default false. */
  leaveOutSeen?: boolean;
}

export interface Boost {
  /** One of the three. */
  product?: string;
  topic?: string;
  brand?: string;
  factor: number;
}

/** What must be known to apply the rules to one request. Products are named as the shelf does. */
export interface RuleContext {
  rules: RecommendRules;
  shelf: Pick<Shelf, 'isProposable' | 'brandOf'>;
  isIn(product: string, topic: string): boolean;
  /** In the cart, just bought, and the page's own. */
  leaveOut: readonly string[];
  /** Of this session. */
  seen: readonly string[];
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
    const { rules, shelf, isIn } = this.#context;
    const { topics, brands } = rules.exclude ?? {};
    if (topics?.some((topic) => isIn(product, topic))) return false;
    if (brands?.length && brands.includes(shelf.brandOf(product) ?? '')) return false;
    return shelf.isProposable(product);
  }

  /** 0 where the product may not be shown. */
  readonly weigh = (product: string): number => {
    if (!this.isAllowed(product)) return 0;
    let weight = 1;
    for (const boost of this.#context.rules.boost ?? []) {
      if (this.#isMeant(product, boost)) weight *= bounded(boost.factor);
    }
    return weight;
  };

  #isMeant(product: string, boost: Boost): boolean {
    const { shelf, isIn } = this.#context;
    if (boost.product !== undefined) return boost.product === product;
    if (boost.topic !== undefined) return isIn(product, boost.topic);
    return boost.brand !== undefined && boost.brand === shelf.brandOf(product);
  }
}

function bounded(factor: number): number {
  return Math.max(0.01, Math.min(100, factor));
}
