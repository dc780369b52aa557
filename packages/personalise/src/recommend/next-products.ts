import type { NeighbourOptions } from './neighbour-options.js';
import { type SessionIndex, toIndexTime } from './session-index.js';
import { TopProducts } from './top-products.js';

export interface NextQuery {
  /** Products of this session or cart, oldest first, repeats included. */
  products: readonly string[];
  /** Now, in milliseconds since 1970 UTC. */
  at: number;
  /** A session that does not count: the visitor's own. */
  leaveOut?: string;
  limit: number;
  /** What a product's score is multiplied with; 0 leaves it out. At most `maxFactor`. */
  weigh(product: string): number;
  /** Asked last, of what would be among the best; default: all are. */
  allows?(product: string): boolean;
  /** Default 1. */
  maxFactor?: number;
}

export interface RankedProduct {
  product: string;
  score: number;
  /** The product of the query that spoke for it most. */
  of: string;
}

/** How much of a product's weight goes to what, in one of the two steps. */
interface Spread {
  sample: number;
  weight: number;
  /** By distance of places in the session, `reach` in the middle. */
  curve: Float64Array;
  because: number;
}

/** Places of a session are nearer to each other than this. */
const reach = 1_024;
const secondsADay = 86_400;

/**
 * What comes next after some products, by the sessions of others that had them: vector session kNN. With the dot product as
 * similarity and all of the sample as neighbours, the sum over neighbours falls apart into one sum by product of the
 * query, so that nothing is kept by session: each product hands its weight to what stands near it in its latest sessions.
 * What was found does the same once more, with less weight, for products that few sessions know. Sources and
 * what was measured: decisions/0083.
 */
export class NextProducts {
  readonly #index: SessionIndex;
  readonly #options: NeighbourOptions;
  readonly #curve: Float64Array;
  readonly #secondCurve: Float64Array;
  readonly #lengthFactors: Float64Array;
  readonly #fameFactors: Float64Array;
  /** By product number: its score, and the largest single amount of it; side by side, for they are read together. */
  #scores = new Float64Array(0);
  /** The product of the query from which that amount came. */
  #reasons = new Int32Array(0);
  #touched = new Int32Array(0);
  #found = 0;
  #now = 0;
  #leftOut = -1;

  constructor(index: SessionIndex, options: NeighbourOptions) {
    this.#index = index;
    this.#options = options;
    this.#curve = toCurve(options, options.again);
    this.#secondCurve = toCurve(options, 0);
    this.#lengthFactors = toPowers(-options.lengthPower, reach + 1);
    this.#fameFactors = toPowers(options.popularityPower, 8_192);
  }

  /** Best first, at most `limit`; equal scores in the order of product ids. */
  rank(query: NextQuery): RankedProduct[] {
    this.#begin(query);
    const numbers = this.#latestOf(query.products);
    numbers.forEach((number, age) => {
      this.#spread(number, this.#firstStep(number, age));
    });
    this.#stepOn();
    this.#settle(numbers);
    return this.#take(query);
  }

  #begin({ at, leaveOut }: NextQuery): void {
    const { products } = this.#index;
    if (this.#reasons.length < products.capacity) {
      const room = Math.ceil(products.capacity * 1.5);
      this.#scores = new Float64Array(2 * room);
      this.#reasons = new Int32Array(room);
      this.#touched = new Int32Array(room);
    }
    this.#found = 0;
    this.#now = toIndexTime(at);
    this.#leftOut = leaveOut === undefined ? -1 : this.#index.slotOf(leaveOut);
  }

  /** Numbers of the latest products that are known, latest first, each once. */
  #latestOf(products: readonly string[]): number[] {
    const numbers: number[] = [];
    for (let place = products.length - 1; place >= 0 && numbers.length < this.#options.products; place -= 1) {
      const number = this.#index.products.find(products[place] as string);
      if (number !== undefined && !numbers.includes(number)) numbers.push(number);
    }
    return numbers;
  }

  #firstStep(number: number, age: number): Spread {
    const { sessionsPerProduct, recency, samplePower } = this.#options;
    const sample = Math.min(sessionsPerProduct, this.#index.products.count(number));
    const weight = Math.exp(-age / recency) / sample ** samplePower;
    return { sample, weight, curve: this.#curve, because: number };
  }

  /** From the best of what was found to what stands near it. */
  #stepOn(): void {
    const { second, samplePower } = this.#options;
    if (second.weight === 0) return;
    const best = new TopProducts(second.products, this.#index.products);
    for (let place = 0; place < this.#found; place += 1) {
      const number = this.#touched[place] as number;
      best.offer(number, this.#scores[2 * number] as number);
    }
    let left = second.sessions;
    const spreads = best.entries().map(({ number, score }): [number, Spread] => {
      const known = Math.min(second.sessionsPerProduct, this.#index.products.count(number));
      const sample = Math.min(known, left);
      left -= sample;
      const weight = (second.weight * score) / known ** samplePower;
      return [number, { sample, weight, curve: this.#secondCurve, because: this.#reasons[number] as number }];
    });
    for (const [number, spread] of spreads) this.#spread(number, spread);
  }

  #spread(number: number, { sample, weight, curve, because }: Spread): void {
    const { contents, products } = this.#index;
    const seen = products.seen(number);
    const perSecond = Math.LN2 / (this.#options.halfLifeDays * secondsADay);
    for (let rank = 0; rank < sample; rank += 1) {
      const slot = seen.slot(rank);
      if (slot === this.#leftOut) continue;
      const count = contents.count(slot);
      const fading = Math.exp(-Math.max(0, this.#now - seen.at(rank)) * perSecond);
      const amount = weight * fading * (this.#lengthFactors[count] as number);
      const chunk = contents.chunk(slot);
      const start = contents.offset(slot);
      let middle = start;
      while (chunk[middle] !== number) middle += 2;
      let distance = reach - ((middle - start) >> 1);
      for (let word = start; word < start + 2 * count; word += 2, distance += 1) {
        this.#add(chunk[word] as number, amount * (curve[distance] as number), because);
      }
    }
  }

  #add(number: number, amount: number, because: number): void {
    if (amount === 0) return;
    const scores = this.#scores;
    const score = scores[2 * number] as number;
    if (score === 0) {
      this.#touched[this.#found] = number;
      this.#found += 1;
    }
    scores[2 * number] = score + amount;
    if (amount <= (scores[2 * number + 1] as number)) return;
    scores[2 * number + 1] = amount;
    this.#reasons[number] = because;
  }

  /** Products of the query itself, and those that everybody sees anyway. */
  #settle(numbers: readonly number[]): void {
    const { latestFactor, repeatFactor, popularityPower } = this.#options;
    numbers.forEach((number, age) => {
      (this.#scores[2 * number] as number) *= age === 0 ? latestFactor : repeatFactor;
    });
    for (let place = 0; place < this.#found; place += 1) {
      const number = this.#touched[place] as number;
      const known = this.#index.products.count(number);
      (this.#scores[2 * number] as number) *= this.#fameFactors[known] ?? known ** popularityPower;
    }
  }

  /** Leaves nothing behind for the next query. */
  #take({ limit, weigh, maxFactor = 1, allows }: NextQuery): RankedProduct[] {
    const { products } = this.#index;
    const best = new TopProducts(limit, products);
    for (let place = 0; place < this.#found; place += 1) {
      const number = this.#touched[place] as number;
      const score = this.#scores[2 * number] as number;
      // Asking costs more than comparing: only what could be among the best is asked about.
      if (score > 0 && best.hasRoomFor(score * maxFactor)) {
        const id = products.id(number);
        const weighed = score * weigh(id);
        if (best.hasRoomFor(weighed) && (allows?.(id) ?? true)) best.offer(number, weighed);
      }
      this.#scores[2 * number] = 0;
      this.#scores[2 * number + 1] = 0;
    }
    return best.entries().map(({ number, score }) => {
      return { product: products.id(number), score, of: products.id(this.#reasons[number] as number) };
    });
  }
}

function toCurve({ after, before }: NeighbourOptions, again: number): Float64Array {
  const curve = new Float64Array(2 * reach + 1);
  for (let distance = 1; distance <= reach; distance += 1) {
    curve[reach + distance] = Math.exp(-(distance - 1) / after);
    curve[reach - distance] = Math.exp(-(distance - 1) / before);
  }
  curve[reach] = again;
  return curve;
}

/** Of the numbers below `count`. */
function toPowers(power: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, number) => number ** power);
}
