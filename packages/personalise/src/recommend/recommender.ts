import type { ProductIdRules } from '@sillage/protocol';
import { type PastOrder, type PastSession, readBoughtOrder, readFactColumns } from '@sillage/warehouse';
import type { AcceptedEvent } from '../live/live-visit.js';
import { Judgements } from './judged-products.js';
import { boughtTogether, type NeighbourOptions, nextInSession } from './neighbour-options.js';
import { NextProducts } from './next-products.js';
import { type PopularOptions, PopularProducts } from './popular-products.js';
import { ProductKeys } from './product-keys.js';
import type { ProposedProduct } from './proposal.js';
import { type Knowledge, propose, type RecommendRequest } from './propose.js';
import { SessionIndex } from './session-index.js';
import { TopicLists } from './topic-lists.js';
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
  /** The site's: which ids are of one product. */
  productIds?: ProductIdRules;
}

/** What the warehouse holds of the past, newest first. */
export interface Past {
  sessions: AsyncIterable<PastSession>;
  orders: AsyncIterable<PastOrder>;
}

/** Seconds for which a list of the newest products stands. */
const newestHoldsSeconds = 60;

/** What to propose to a visitor of one site now: all in this process, without waiting for anything. */
export class Recommender {
  readonly #sessions: SessionIndex;
  readonly #orders: SessionIndex;
  readonly #topics = new TopicProducts();
  readonly #keys: ProductKeys;
  readonly #popular: PopularProducts;
  readonly #knowledge: Knowledge;
  /** Of each load under way, who was forgotten since it began. */
  readonly #loads = new Set<Set<string>>();

  constructor(options: RecommenderOptions = {}) {
    const { maxSessions, maxProductsPerSession, maxOrders = 200_000, neighbours, popular } = options;
    const onProductGone = (key: string) => this.#dropProduct(key);
    this.#sessions = new SessionIndex({
      ...(maxSessions !== undefined && { maxSessions }),
      ...(maxProductsPerSession !== undefined && { maxProductsPerSession }),
      onProductGone,
    });
    this.#orders = new SessionIndex({ maxSessions: maxOrders, onProductGone });
    this.#keys = new ProductKeys(options.productIds);
    this.#popular = new PopularProducts(this.#sessions, popular);
    this.#knowledge = {
      keys: this.#keys,
      topics: this.#topics,
      products: this.#sessions.products,
      next: new NextProducts(this.#sessions, { ...nextInSession, ...neighbours }),
      together: new NextProducts(this.#orders, boughtTogether),
      popular: this.#popular,
      newest: new TopicLists(newestHoldsSeconds),
      judgements: new Judgements(),
    };
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
    if (event.type === 'product_view' || event.type === 'cart_add') {
      const { product_id: product = '', topics = [] } = readFactColumns(event);
      if (product !== '') this.addSight({ session, visitor, product, at, topics });
    } else if (event.type === 'purchase') {
      const order = readBoughtOrder(readFactColumns(event).properties);
      if (order) this.addOrder({ orderId: order.orderId, visitor, products: order.lines.map(toProductId), at });
    }
  }

  addSight(sight: { session: string; visitor: string; product: string; at: number; topics: readonly string[] }): void {
    const { session, visitor, at, topics } = sight;
    const product = this.#keys.learn(sight.product);
    this.#sessions.add({ session, visitor, product, at });
    if (this.#sessions.products.find(product) === undefined) this.#dropProduct(product);
    else this.#topics.place(product, topics, at);
  }

  addOrder(order: { orderId: string; visitor: string; products: readonly string[]; at: number }): void {
    const { orderId: session, visitor, at } = order;
    for (const id of order.products) {
      const product = this.#keys.learn(id);
      this.#orders.add({ session, visitor, product, at });
      if (this.#orders.products.find(product) === undefined) this.#dropProduct(product);
    }
  }

  /** After a withdrawal or an erasure: nothing that this visitor did speaks for a product any more. */
  forget(visitor: string): void {
    for (const forgotten of this.#loads) forgotten.add(visitor);
    const gone = this.#sessions.forget(visitor) + this.#orders.forget(visitor);
    if (gone > 0) this.#popular.clear();
  }

  /** Best first, at most `limit`, each with why it is there. */
  recommend(request: RecommendRequest): ProposedProduct[] {
    return propose(request, this.#knowledge);
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

  /** One of the two indexes has it no more. */
  #dropProduct(key: string): void {
    const isSeen = this.#sessions.products.find(key) !== undefined;
    if (!isSeen) this.#topics.remove(key);
    if (!isSeen && this.#orders.products.find(key) === undefined) this.#keys.forget(key);
  }
}

function toProductId({ productId }: { productId: string }): string {
  return productId;
}
