import { type SessionIndex, toIndexTime } from './session-index.js';
import { TopProducts } from './top-products.js';
import type { TopicProducts } from './topic-products.js';

export interface PopularOptions {
  /** Days of which sessions are counted. Default 7. */
  days?: number;
  /** Seconds for which a topic's list stands, since counting a large topic takes milliseconds. Default 60. */
  holdsSeconds?: number;
  /** Products of a list, from which those that may not be shown are left out. Default 200. */
  length?: number;
}

interface Listed {
  until: number;
  products: readonly string[];
}

/** Topics of which lists are kept at most. */
const keptLists = 1_000;

/** The products that most sessions saw lately, of a topic or of the whole shop. */
export class PopularProducts {
  readonly #index: SessionIndex;
  readonly #topics: TopicProducts;
  readonly #options: Required<PopularOptions>;
  readonly #lists = new Map<string, Listed>();

  constructor(index: SessionIndex, topics: TopicProducts, options: PopularOptions = {}) {
    this.#index = index;
    this.#topics = topics;
    this.#options = { days: 7, holdsSeconds: 60, length: 200, ...options };
  }

  /** Best first; the empty topic is the whole shop. Where nothing was seen lately, by all the sessions that are held. */
  list(topic: string, at: number): readonly string[] {
    const known = this.#lists.get(topic);
    if (known && at < known.until && at >= known.until - this.#options.holdsSeconds * 1000) return known.products;
    const products = this.#count(topic, at);
    this.#lists.delete(topic);
    this.#lists.set(topic, { until: at + this.#options.holdsSeconds * 1000, products });
    if (this.#lists.size > keptLists) this.#lists.delete(this.#lists.keys().next().value as string);
    return products;
  }

  /** What was counted holds no more: sessions were removed. */
  clear(): void {
    this.#lists.clear();
  }

  #count(topic: string, at: number): readonly string[] {
    const since = toIndexTime(at - this.#options.days * 86_400_000);
    const lately = this.#best(topic, since);
    return lately.length > 0 ? lately : this.#best(topic, -Infinity);
  }

  #best(topic: string, since: number): string[] {
    const { products } = this.#index;
    const best = new TopProducts(this.#options.length, products);
    const candidates = topic === '' ? products.ids() : this.#topics.productsOf(topic);
    for (const product of candidates) {
      const number = products.find(product);
      if (number !== undefined) best.offer(number, products.seen(number).countSince(since));
    }
    return best.entries().map(({ number }) => products.id(number));
  }
}
