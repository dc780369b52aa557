import type { JudgedProducts, Judgements } from './judged-products.js';
import type { NextProducts } from './next-products.js';
import type { PopularProducts } from './popular-products.js';
import type { ProductKeys } from './product-keys.js';
import type { ProductNumbers } from './product-numbers.js';
import { Proposal, type ProposedProduct } from './proposal.js';
import type { RecommendRules } from './rules.js';
import { bareShelf, type Shelf } from './shelf.js';
import type { TopicLists } from './topic-lists.js';
import { isUnder, type TopicProducts } from './topic-products.js';

/** Where proposals come from. */
const productSources = [
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
  judgements: Judgements;
}

const noRules: RecommendRules = {};

/** Of a list of the newest at most. */
const newestLength = 200;

/** Best first, at most `limit`, each once and by the id that the shelf has for it, with why it is there. */
export function propose(request: RecommendRequest, knowledge: Knowledge): ProposedProduct[] {
  const { sources = productSources } = request;
  const filling = new Filling(request, knowledge, { isPast: sources.every((source) => source === 'recently_viewed') });
  for (const source of sources) filling.fill(source);
  return filling.products;
}

/** One list while it fills. */
class Filling {
  readonly #request: RecommendRequest;
  readonly #knowledge: Knowledge;
  readonly #shelf: Shelf;
  readonly #judged: JudgedProducts;
  readonly #proposal: Proposal;

  /** What somebody looked at is what they looked at: nothing is pinned to the past, nor left out for having been seen. */
  constructor(request: RecommendRequest, knowledge: Knowledge, { isPast }: { isPast: boolean }) {
    const { cart = [], bought = [], page, session, rules = noRules, shelf = bareShelf, at, limit } = request;
    this.#request = request;
    this.#knowledge = knowledge;
    this.#shelf = shelf;
    const { keys, topics, judgements } = knowledge;
    this.#judged = judgements.find({ keys, topics, rules, shelf }, at);
    const { idOf, factorOf } = this.#judged;
    const seen = rules.leaveOutSeen === true && !isPast ? session : [];
    const leftOut = [...cart, ...bought, ...seen, ...(page === undefined ? [] : [page])].map(idOf);
    this.#proposal = new Proposal(limit, leftOut, (id) => factorOf(id) > 0 && shelf.isProposable(id));
    if (!isPast) this.#proposal.offerAll((rules.pin ?? []).map(idOf), { kind: 'pinned' });
  }

  get products(): ProposedProduct[] {
    return this.#proposal.products;
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
    else this.#proposal.offerAll([...session.toReversed(), ...viewed].map(this.#judged.idOf), { kind: source });
  }

  #rank(kind: 'session' | 'bought_together', products: readonly string[]): void {
    const { keys, next, together } = this.#knowledge;
    const { at, sessionId } = this.#request;
    const ranked = (kind === 'session' ? next : together).rank({
      products: products.map((product) => keys.keyOf(product)),
      at,
      ...(kind === 'session' && sessionId !== undefined && { leaveOut: sessionId }),
      limit: this.#proposal.room,
      weigh: (key) => this.#judged.ofKey(key).factor,
      allows: (key) => this.#proposal.isWanted(this.#judged.ofKey(key).id),
      maxFactor: this.#judged.maxFactor,
    });
    for (const { product, of } of ranked) {
      this.#proposal.offer(this.#judged.ofKey(product).id, { kind, of: keys.nameOf(of) });
    }
  }

  #addPopular(topic: string): void {
    if (this.#proposal.isFull) return;
    const counted = this.#knowledge.popular.list(topic, this.#request.at, () => this.#candidates(topic));
    const scored = mapEach(counted, ({ product, sessions }) => ({
      id: this.#judged.ofKey(product).id,
      score: sessions,
    }));
    this.#proposal.offerAll(this.#raise(scored), { kind: 'popular', ...(topic !== '' && { of: topic }) });
  }

  #addNewest(topic: string): void {
    if (this.#proposal.isFull) return;
    const { newest } = this.#knowledge;
    const ids = newest.get(topic, this.#request.at, () => this.#shelf.newestOf(topic, newestLength));
    // nothing costs nothing to look for again, and a first feed counts at once
    if (ids.length === 0) newest.drop(topic);
    const scored = mapEach(ids, (id) => ({ id, score: 1 }));
    this.#proposal.offerAll(this.#raise(scored), { kind: 'newest', ...(topic !== '' && { of: topic }) });
  }

  /** Ids in the order of their scores as the site's boosts have them; as they are, where there are none. */
  #raise(scored: Iterable<{ id: string; score: number }>): Iterable<string> {
    if (!this.#judged.hasBoosts) return mapEach(scored, ({ id }) => id);
    const weighed = [...mapEach(scored, ({ id, score }) => ({ id, score: score * this.#judged.factorOf(id) }))];
    return weighed.sort((a, b) => b.score - a.score).map(({ id }) => id);
  }

  /** Keys of what is in a topic: as the shop says, else as pages do. */
  *#candidates(topic: string): Generator<string> {
    const { keys, products, topics } = this.#knowledge;
    if (topic === '') return yield* products.ids();
    for (const id of this.#shelf.productsOf(topic)) yield keys.keyOf(id);
    for (const key of topics.productsOf(topic)) {
      const told = this.#shelf.topicsOf(keys.nameOf(key));
      if (told.length === 0 || isUnder(told, topic)) yield key;
    }
  }
}

/** One by one: of a list of hundreds a slot takes few. */
function* mapEach<T, U>(list: Iterable<T>, map: (one: T) => U): Generator<U> {
  for (const one of list) yield map(one);
}
