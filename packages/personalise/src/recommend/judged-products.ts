import type { ProductKeys } from './product-keys.js';
import type { Boost, RecommendRules } from './rules.js';
import type { Shelf } from './shelf.js';
import { levelsOf, type TopicProducts } from './topic-products.js';

export interface JudgingOptions {
  rules: RecommendRules;
  shelf: Shelf;
  keys: ProductKeys;
  /** As pages say. */
  topics: TopicProducts;
}

export interface Judged {
  /** By which the shelf has it. */
  id: string;
  /** What its score is multiplied with; 0: the rules exclude it. */
  factor: number;
}

const boostKinds = ['product', 'brand', 'topic'] as const;
type BoostKind = (typeof boostKinds)[number];

/**
 * What one set of rules makes of products, each judged once: thousands are asked about in a request, and a site may have
 * hundreds of rules. Whoever holds it throws it away from time to time, for what the shop says changes.
 */
export class JudgedProducts {
  /** The most that a factor may be. */
  readonly maxFactor: number;
  readonly #options: JudgingOptions;
  readonly #excluded: Readonly<Record<BoostKind, ReadonlySet<string>>>;
  readonly #boosts: Readonly<Record<BoostKind, ReadonlyMap<string, number>>>;
  readonly #byKey = new Map<string, Judged>();
  readonly #factors = new Map<string, number>();

  constructor(options: JudgingOptions) {
    const { exclude, boost = [] } = options.rules;
    this.#options = options;
    this.#excluded = {
      product: new Set(exclude?.products?.map(this.idOf)),
      brand: new Set(exclude?.brands),
      topic: new Set(exclude?.topics),
    };
    this.#boosts = this.#toFactors(boost);
    this.maxFactor = mostOf(this.#boosts);
  }

  get hasBoosts(): boolean {
    return boostKinds.some((kind) => this.#boosts[kind].size > 0);
  }

  /** Of a product as the index has it. */
  ofKey(key: string): Judged {
    const known = this.#byKey.get(key);
    if (known) return known;
    const id = this.#options.shelf.idOf(this.#options.keys.nameOf(key));
    const judged = { id, factor: this.factorOf(id) };
    this.#byKey.set(key, judged);
    return judged;
  }

  /** By the id that the shelf has. */
  readonly factorOf = (id: string): number => {
    const known = this.#factors.get(id);
    if (known !== undefined) return known;
    const factor = this.#judge(id);
    this.#factors.set(id, factor);
    return factor;
  };

  /** Of an id that somebody names: of the page, the cart, an order, the rules. */
  readonly idOf = (id: string): string => {
    const { keys, shelf } = this.#options;
    const key = keys.keyOf(id);
    const name = keys.nameOf(key);
    return shelf.idOf(name === key ? id : name);
  };

  #judge(id: string): number {
    const brand = this.#options.shelf.brandOf(id) ?? '';
    if (this.#excluded.product.has(id) || this.#excluded.brand.has(brand)) return 0;
    let factor = (this.#boosts.product.get(id) ?? 1) * (this.#boosts.brand.get(brand) ?? 1);
    if (this.#excluded.topic.size + this.#boosts.topic.size === 0) return factor;
    for (const topic of this.#levelsOf(id)) {
      if (this.#excluded.topic.has(topic)) return 0;
      factor *= this.#boosts.topic.get(topic) ?? 1;
    }
    return factor;
  }

  /** As the shop says, else as pages do. */
  #levelsOf(id: string): Iterable<string> {
    const { shelf, keys, topics } = this.#options;
    const told = shelf.topicsOf(id);
    return levelsOf(told.length > 0 ? told : topics.topicsOf(keys.keyOf(id)));
  }

  /** By what they are of; those of the same multiply. */
  #toFactors(boosts: readonly Boost[]): Record<BoostKind, Map<string, number>> {
    const factors: Record<BoostKind, Map<string, number>> = { product: new Map(), brand: new Map(), topic: new Map() };
    for (const boost of boosts) {
      const kind = boostKinds.find((one) => boost[one] !== undefined);
      const named = kind && boost[kind];
      if (!kind || named === undefined) continue;
      const key = kind === 'product' ? this.idOf(named) : named;
      factors[kind].set(key, (factors[kind].get(key) ?? 1) * bounded(boost.factor));
    }
    return factors;
  }
}

/** A product has one id and one brand, and any number of topics. */
function mostOf({ product, brand, topic }: Readonly<Record<BoostKind, ReadonlyMap<string, number>>>): number {
  const most = [product, brand].map((factors) => Math.max(1, ...factors.values()));
  const raising = [...topic.values()].filter((factor) => factor > 1);
  return [...most, ...raising].reduce((all, factor) => all * factor, 1);
}

function bounded(factor: number): number {
  return Math.max(0.01, Math.min(100, factor));
}

/** How long a judgement stands, in milliseconds; another set of rules is judged by at once. */
const judgementHoldsMs = 60_000;

/** The judgement that stands. */
export class Judgements {
  #standing: { judged: JudgedProducts; rules: RecommendRules; shelf: Shelf; at: number } | undefined;

  find(options: JudgingOptions, at: number): JudgedProducts {
    const { rules, shelf } = options;
    const known = this.#standing;
    const isSame = known?.rules === rules && known.shelf === shelf;
    if (known && isSame && at >= known.at && at - known.at < judgementHoldsMs) return known.judged;
    const judged = new JudgedProducts(options);
    this.#standing = { judged, rules, shelf, at };
    return judged;
  }
}
