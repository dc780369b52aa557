import { type SessionIndex, toIndexTime } from './session-index.js';
import { TopProducts } from './top-products.js';
import { TopicLists } from './topic-lists.js';

export interface PopularOptions {
  /** Days of which sessions are counted. Default 7. */
  days?: number;
  /** Seconds for which a topic's list stands. Default 60. */
  holdsSeconds?: number;
  /** Products of a list, from which those that may not be shown are left out. Default 200. */
  length?: number;
}

export interface PopularProduct {
  product: string;
  /** That saw it. */
  sessions: number;
}

/** The products that most sessions saw lately, of a topic or of the whole shop. */
export class PopularProducts {
  readonly #index: SessionIndex;
  readonly #days: number;
  readonly #length: number;
  readonly #lists: TopicLists<readonly PopularProduct[]>;

  constructor(index: SessionIndex, { days = 7, holdsSeconds = 60, length = 200 }: PopularOptions = {}) {
    this.#index = index;
    this.#days = days;
    this.#length = length;
    this.#lists = new TopicLists(holdsSeconds);
  }

  /**
   * Best first; the empty topic is the whole shop. Where nothing was seen lately, by all the sessions that are held.
   * `candidates` tells what is in the topic, once in a while; each may be told more than once.
   */
  list(topic: string, at: number, candidates: () => Iterable<string>): readonly PopularProduct[] {
    return this.#lists.get(topic, at, () => this.#count(this.#numbersOf(candidates()), at));
  }

  /** What was counted holds no more: sessions were removed. */
  clear(): void {
    this.#lists.clear();
  }

  #numbersOf(candidates: Iterable<string>): Set<number> {
    const numbers = new Set<number>();
    for (const product of candidates) {
      const number = this.#index.products.find(product);
      if (number !== undefined) numbers.add(number);
    }
    return numbers;
  }

  #count(candidates: ReadonlySet<number>, at: number): PopularProduct[] {
    const since = toIndexTime(at - this.#days * 86_400_000);
    const lately = this.#best(candidates, since);
    return lately.length > 0 ? lately : this.#best(candidates, -Infinity);
  }

  #best(candidates: ReadonlySet<number>, since: number): PopularProduct[] {
    const { products } = this.#index;
    const best = new TopProducts(this.#length, products);
    for (const number of candidates) {
      // lately it was not seen more often than ever: most are passed over by a look at one number
      if (best.hasRoomFor(products.count(number))) best.offer(number, products.seen(number).countSince(since));
    }
    return best.entries().map(({ number, score }) => ({ product: products.id(number), sessions: score }));
  }
}
