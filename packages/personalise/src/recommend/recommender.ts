import { type PastOrder, type PastSession, readBoughtOrder, readFactColumns } from '@sillage/warehouse';
import type { AcceptedEvent } from '../live/live-visit.js';
import { boughtTogether, type NeighbourOptions, nextInSession } from './neighbour-options.js';
import { NextProducts } from './next-products.js';
import { type PopularOptions, PopularProducts } from './popular-products.js';
import { Proposal, type ProposedProduct } from './proposal.js';
import type { ProductReasonKind } from './reason.js';
import { ProductFilter, type RecommendRules } from './rules.js';
import { SessionIndex } from './session-index.js';
import { TopicProducts } from './topic-products.js';

export interface RecommenderOptions {
  /** Sessions that are held, about 150 bytes each of four products; the oldest go. Default 1,000,000. */
  maxSessions?: number;
  /** Products of a session; the oldest go. Default 50. */
  maxProductsPerSession?: number;
  /** Orders that are held. Default 200,000. */
  maxOrders?: number;
  /** What weighs how much in the next products of a session. */
  neighbours?: Partial<NeighbourOptions>;
  popular?: PopularOptions;
}

/** Where proposals come from, in the order in which they fill a list. */
export type ProductSource = Exclude<ProductReasonKind, 'pinned'>;

/** What the warehouse holds of the past, newest first. */
export interface Past {
  sessions: AsyncIterable<PastSession>;
  orders: AsyncIterable<PastOrder>;
}

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
  /** In stock and for sale; default: all are. */
  isAvailable?(product: string): boolean;
  /** Default session, bought_together, popular, recently_viewed. */
  sources?: readonly ProductSource[];
}

const defaultSources: readonly ProductSource[] = ['session', 'bought_together', 'popular', 'recently_viewed'];

/** What to propose to a visitor of one site now: all in this process, without waiting for anything. */
export class Recommender {
  readonly #sessions: SessionIndex;
  readonly #orders: SessionIndex;
  readonly #topics = new TopicProducts();
  readonly #next: NextProducts;
  readonly #together: NextProducts;
  readonly #popular: PopularProducts;
  /** Of each load under way, who was forgotten since it began. */
  readonly #loads = new Set<Set<string>>();

  constructor(options: RecommenderOptions = {}) {
    const { maxSessions, maxProductsPerSession, maxOrders = 200_000, neighbours, popular } = options;
    this.#sessions = new SessionIndex({
      ...(maxSessions !== undefined && { maxSessions }),
      ...(maxProductsPerSession !== undefined && { maxProductsPerSession }),
      onProductGone: (product) => this.#topics.remove(product),
    });
    this.#orders = new SessionIndex({ maxSessions: maxOrders });
    this.#next = new NextProducts(this.#sessions, { ...nextInSession, ...neighbours });
    this.#together = new NextProducts(this.#orders, boughtTogether);
    this.#popular = new PopularProducts(this.#sessions, this.#topics, popular);
  }

  /**
   * Reads the past, while events are accepted already. Who is forgotten meanwhile is not read back, though ClickHouse
   * may not have carried it out. Rejects as the past does; what was read until then stays.
   */
  async load({ sessions, orders }: Past): Promise<void> {
    const forgotten = new Set<string>();
    this.#loads.add(forgotten);
    try {
      for await (const session of sessions) if (!forgotten.has(session.visitor)) this.#addSession(session);
      for await (const order of orders) if (!forgotten.has(order.visitor)) this.addOrder(order);
    } finally {
      this.#loads.delete(forgotten);
    }
  }

  /** Takes a product seen or put into the cart, an order. The rest, and what the shop's own people do, is passed over. */
  accept(event: AcceptedEvent): void {
    if (event.isInternal) return;
    const { visitor, sessionId: session, occurredAt: at } = event;
    if (event.product) {
      const { productId: product, topics } = event.product;
      this.addSight({ session, visitor, product, at, topics });
    } else if (event.type === 'purchase') {
      const order = readBoughtOrder(readFactColumns(event).properties);
      if (order) this.addOrder({ orderId: order.orderId, visitor, products: order.lines.map(toProductId), at });
    }
  }

  addSight(sight: { session: string; visitor: string; product: string; at: number; topics: readonly string[] }): void {
    this.#sessions.add(sight);
    if (this.#sessions.products.find(sight.product) === undefined) return;
    this.#topics.place(sight.product, sight.topics, sight.at);
  }

  addOrder(order: { orderId: string; visitor: string; products: readonly string[]; at: number }): void {
    const { orderId: session, visitor, at } = order;
    for (const product of order.products) this.#orders.add({ session, visitor, product, at });
  }

  /** After a withdrawal or an erasure: nothing that this visitor did speaks for a product any more. */
  forget(visitor: string): void {
    for (const forgotten of this.#loads) forgotten.add(visitor);
    const gone = this.#sessions.forget(visitor) + this.#orders.forget(visitor);
    if (gone > 0) this.#popular.clear();
  }

  /** Best first, at most `limit`, each with why it is there. */
  recommend(request: RecommendRequest): ProposedProduct[] {
    const { rules = {}, cart = [], bought = [], page, session, limit, isAvailable = () => true } = request;
    const leaveOut = [...cart, ...bought, ...(page === undefined ? [] : [page])];
    const filter = new ProductFilter({ rules, topics: this.#topics, leaveOut, seen: session, isAvailable });
    const proposal = new Proposal(limit, filter);
    for (const product of rules.pin ?? []) proposal.offer(product, { kind: 'pinned' });
    for (const source of request.sources ?? defaultSources) {
      if (proposal.isFull) break;
      this.#fill(proposal, source, { request, filter });
    }
    return proposal.products;
  }

  /** How much is held. */
  stats(): { sessions: number; orders: number; products: number; bytes: number } {
    const { sessions, products } = this.#sessions;
    const bytes = this.#sessions.bytes + this.#orders.bytes;
    return { sessions, orders: this.#orders.sessions, products: products.size, bytes };
  }

  #addSession({ sessionId: session, visitor, products }: PastSession): void {
    for (const { productId: product, at, topics } of products) this.addSight({ session, visitor, product, at, topics });
  }

  #fill(proposal: Proposal, source: ProductSource, asked: { request: RecommendRequest; filter: ProductFilter }): void {
    const { request, filter } = asked;
    const { session, cart = [], viewed = [], topics = [], at, sessionId } = request;
    const ranking = { at, limit: proposal.room, weigh: filter.weigh, maxFactor: filter.maxFactor };
    if (source === 'session') {
      const leaveOut = sessionId === undefined ? {} : { leaveOut: sessionId };
      const ranked = this.#next.rank({ ...ranking, ...leaveOut, products: session });
      for (const { product, of } of ranked) proposal.offer(product, { kind: source, of });
    } else if (source === 'bought_together') {
      const ranked = this.#together.rank({ ...ranking, products: cart });
      for (const { product, of } of ranked) proposal.offer(product, { kind: source, of });
    } else if (source === 'popular') {
      for (const topic of topics) proposal.offerAll(this.#popular.list(topic, at), { kind: source, of: topic });
      if (!proposal.isFull) proposal.offerAll(this.#popular.list('', at), { kind: source });
    } else {
      proposal.offerAll([...[...session].reverse(), ...viewed], { kind: source });
    }
  }
}

function toProductId({ productId }: { productId: string }): string {
  return productId;
}
