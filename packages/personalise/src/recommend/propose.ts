import type { NextProducts } from './next-products.js';
import type { PopularProducts } from './popular-products.js';
import type { ProductKeys } from './product-keys.js';
import type { ProductNumbers } from './product-numbers.js';
import { Proposal, type ProposedProduct } from './proposal.js';
import { ProductFilter, type RecommendRules } from './rules.js';
import { bareShelf, isUnder, type Shelf } from './shelf.js';
import type { TopicLists } from './topic-lists.js';
import type { TopicProducts } from './topic-products.js';

/** Where proposals come from. */
export const productSources = [
  'session',
  'bought_together',
  'popular_in_topic',
  'popular',
  'recently_viewed',
  'newest_in_topic',
  'newest',
] as const;
export type ProductSource = (typeof productSources)[number];

export interface RecommendRequest {
  /** Now, in milliseconds since 1970 UTC. */
  at: number;
  /** Products of this visit, oldest first, repeats included. */
  session: readonly string[];
  /** The visit's own id: what it taught the index is not told back. */
  sessionId?: string;
  /** Product ids. */
  cart?: readonly string[];
  /** Bought lately, not to be proposed. */
  bought?: readonly string[];
  /** The product that the page shows, not to be proposed. */
  page?: string;
  /** Products of earlier visits, newest first. */
  viewed?: readonly string[];
  /** What the page is about or the visitor is interested in, most first. */
  topics?: readonly string[];
  limit: number;
  rules?: RecommendRules;
  /** What the shop says of its products; default: nothing. */
  shelf?: Shelf;
  /** In the order in which they fill the list; default: all, in the order above. */
  sources?: readonly ProductSource[];
}

/** What a recommender has learnt. Its products are keys: `ProductKeys`. */
export interface Knowledge {
  keys: ProductKeys;
  /** As pages say. */
  topics: TopicProducts;
  products: ProductNumbers;
  next: NextProducts;
  together: NextProducts;
  popular: PopularProducts;
  newest: TopicLists<readonly string[]>;
}

/** Of a list of the newest at most. */
const newestLength = 200;

/** Best first, at most `limit`, each once and by the id that the shelf has for it, with why it is there. */
export function propose(request: RecommendRequest, knowledge: Knowledge): ProposedProduct[] {
  const filling = new Filling(request, knowledge);
  filling.pin();
  for (const source of request.sources ?? productSources) filling.fill(source);
  return filling.products;
}

/** One list while it fills. */
class Filling {
  readonly #request: RecommendRequest;
  readonly #knowledge: Knowledge;
  readonly #shelf: Shelf;
  readonly #filter: ProductFilter;
  readonly #proposal: Proposal;

  constructor(request: RecommendRequest, knowledge: Knowledge) {
    const { cart = [], bought = [], page, session, rules = {}, shelf = bareShelf } = request;
    this.#request = request;
    this.#knowledge = knowledge;
    this.#shelf = shelf;
    const leaveOut = [...cart, ...bought, ...(page === undefined ? [] : [page])].map(this.#toId);
    this.#filter = new ProductFilter({
      rules: this.#named(rules),
      shelf,
      isIn: this.#isIn,
      leaveOut,
      seen: session.map(this.#toId),
    });
    this.#proposal = new Proposal(request.limit, this.#filter);
  }

  get products(): ProposedProduct[] {
    return this.#proposal.products;
  }

  pin(): void {
    for (const product of this.#request.rules?.pin ?? []) this.#proposal.offer(this.#toId(product), { kind: 'pinned' });
  }

  fill(source: ProductSource): void {
    if (this.#proposal.isFull) return;
    const { session, cart = [], viewed = [], topics = [] } = this.#request;
    if (source === 'session') this.#rank('session', session);
    else if (source === 'bought_together') this.#rank('bought_together', cart);
    else if (source === 'popular_in_topic') for (const topic of topics) this.#addPopular(topic);
    else if (source === 'popular') this.#addPopular('');
    else if (source === 'newest_in_topic') for (const topic of topics) this.#addNewest(topic);
    else if (source === 'newest') this.#addNewest('');
    else this.#proposal.offerAll([...session.toReversed(), ...viewed].map(this.#toId), { kind: source });
  }

  #rank(kind: 'session' | 'bought_together', products: readonly string[]): void {
    const { keys, next, together } = this.#knowledge;
    const { at, sessionId } = this.#request;
    const ranked = (kind === 'session' ? next : together).rank({
      products: products.map((product) => keys.keyOf(product)),
      at,
      ...(kind === 'session' && sessionId !== undefined && { leaveOut: sessionId }),
      limit: this.#proposal.room,
      weigh: (key) => this.#filter.weigh(this.#idOfKey(key)),
      maxFactor: this.#filter.maxFactor,
    });
    for (const { product, of } of ranked) this.#proposal.offer(this.#idOfKey(product), { kind, of: keys.nameOf(of) });
  }

  #addPopular(topic: string): void {
    if (this.#proposal.isFull) return;
    const counted = this.#knowledge.popular.list(topic, this.#request.at, () => this.#candidates(topic));
    const scored = counted.map(({ product, sessions }) => ({ id: this.#idOfKey(product), score: sessions }));
    this.#proposal.offerAll(this.#raise(scored), { kind: 'popular', ...(topic !== '' && { of: topic }) });
  }

  #addNewest(topic: string): void {
    if (this.#proposal.isFull) return;
    const { newest } = this.#knowledge;
    const ids = newest.get(topic, this.#request.at, () => this.#shelf.newestOf(topic, newestLength));
    const scored = ids.map((id) => ({ id, score: 1 }));
    this.#proposal.offerAll(this.#raise(scored), { kind: 'newest', ...(topic !== '' && { of: topic }) });
  }

  /** Ids in the order of their scores as the site's boosts have them; as they are, where there are none. */
  #raise(scored: readonly { id: string; score: number }[]): string[] {
    const isBoosted = (this.#request.rules?.boost ?? []).length > 0;
    if (!isBoosted) return scored.map(({ id }) => id);
    const weighed = scored.map(({ id, score }) => ({ id, score: score * this.#filter.weigh(id) }));
    return weighed.sort((a, b) => b.score - a.score).map(({ id }) => id);
  }

  /** Keys of what is in a topic: as the shop says, else as pages do. */
  *#candidates(topic: string): Generator<string> {
    const { keys, products, topics } = this.#knowledge;
    if (topic === '') return yield* products.ids();
    for (const id of this.#shelf.productsOf(topic)) yield keys.keyOf(id);
    for (const key of topics.productsOf(topic)) if (this.#isIn(this.#idOfKey(key), topic)) yield key;
  }

  readonly #isIn = (id: string, topic: string): boolean => {
    const told = this.#shelf.topicsOf(id);
    if (told.length > 0) return isUnder(told, topic);
    return this.#knowledge.topics.isIn(this.#knowledge.keys.keyOf(id), topic);
  };

  #named(rules: RecommendRules): RecommendRules {
    const { exclude, boost } = rules;
    return {
      ...rules,
      ...(exclude && { exclude: { ...exclude, products: (exclude.products ?? []).map(this.#toId) } }),
      ...(boost && {
        boost: boost.map((one) => (one.product === undefined ? one : { ...one, product: this.#toId(one.product) })),
      }),
    };
  }

  #idOfKey(key: string): string {
    return this.#shelf.idOf(this.#knowledge.keys.nameOf(key));
  }

  /** Of an id that somebody names: of the page, the cart, an order, the rules. */
  readonly #toId = (id: string): string => {
    const { keys } = this.#knowledge;
    const key = keys.keyOf(id);
    const name = keys.nameOf(key);
    return this.#shelf.idOf(name === key ? id : name);
  };
}
