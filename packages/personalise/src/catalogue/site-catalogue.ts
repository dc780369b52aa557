import type { OfferedProduct, ProductIdRules } from '@sillage/protocol';
import type { LearntProduct, StoredProduct } from '@sillage/warehouse';
import type { Stock } from '../decide/find-moment.js';
import type { Shelf } from '../recommend/shelf.js';
import { TopicProducts } from '../recommend/topic-products.js';
import { findNewest } from './find-newest.js';
import { IdIndex } from './id-index.js';
import { type KnownProduct, toKnown, toLearnt, toOffered } from './known-product.js';
import { ProductIds } from './product-ids.js';

/** The products of one site, in this process. Ids are those of pages or of the feed: see `ProductIdRules`. */
export class SiteCatalogue implements Stock, Shelf {
  readonly #products = new Map<string, KnownProduct>();
  readonly #ids: ProductIds;
  readonly #keys = new IdIndex();
  readonly #variants = new IdIndex();
  readonly #topics = new TopicProducts();
  readonly #lists = new Map<string, readonly string[]>();
  readonly #texts = new Map<string, string>();
  #learnt = new Map<string, KnownProduct>();

  constructor(rules?: ProductIdRules) {
    this.#ids = new ProductIds(rules);
  }

  /** Of the feed. */
  get size(): number {
    return this.#products.size;
  }

  /** The shop has told its products: what it has not told is not for sale. */
  get hasFeed(): boolean {
    return this.size > 0;
  }

  /** Learnt from pages, which counts only while there is no feed. */
  get learnt(): number {
    return this.hasFeed ? 0 : this.#learnt.size;
  }

  has(id: string): boolean {
    return this.#products.has(id);
  }

  /** Takes a product of the feed, or its removal, unless it is older than what is known. */
  apply(product: StoredProduct): void {
    const { id, isRemoved, revision } = product;
    const known = this.#products.get(id);
    if (known && known.revision > revision) return;
    if (known) this.#remove(known);
    if (!isRemoved) this.#add(this.#shared(toKnown(product)));
  }

  /** In place of what was learnt before. */
  learn(products: readonly LearntProduct[]): void {
    this.#learnt = new Map(products.map((product) => [this.#ids.toKey(product.id), toLearnt(product)]));
  }

  /** By the id that is the same, else by the site's rules, else a variant of it or that of which it is one. */
  find(id: string): KnownProduct | undefined {
    if (this.hasFeed) return this.findInFeed(id);
    return this.#learnt.get(this.#ids.toKey(id));
  }

  findInFeed(id: string): KnownProduct | undefined {
    const exact = this.#products.get(id);
    if (exact) return exact;
    const key = this.#ids.toKey(id);
    for (const one of [key, ...this.#ids.parentsOf(key)]) {
      const found = this.#best([one, ...this.#keys.of(one)]) ?? this.#best(this.#variants.of(one));
      if (found) return found;
    }
    return undefined;
  }

  /** The feed has it, and it can be ordered. */
  isAvailable(id: string): boolean {
    return this.find(id)?.isAvailable ?? false;
  }

  /** It may be proposed: without a feed nothing speaks against it. */
  isProposable(id: string): boolean {
    return !this.hasFeed || this.isAvailable(id);
  }

  restockedAt(id: string): number | undefined {
    return this.find(id)?.restockedAt;
  }

  /** What a page shows of it; `undefined` where nothing is known. */
  describe(id: string): Omit<OfferedProduct, 'reason'> | undefined {
    const product = this.find(id);
    return product && toOffered(id, product);
  }

  idOf(id: string): string {
    return this.find(id)?.id ?? id;
  }

  topicsOf(id: string): readonly string[] {
    return this.find(id)?.topics ?? [];
  }

  brandOf(id: string): string | undefined {
    return this.find(id)?.brand;
  }

  /** Ids of the feed in a topic and those below it, and of what they are variants of. */
  *productsOf(topic: string): Generator<string> {
    const hasVariants = this.#variants.size > 0;
    for (const id of this.#topics.productsOf(topic)) {
      yield id;
      if (!hasVariants) continue;
      const { parentId } = this.#products.get(id) ?? {};
      if (parentId !== undefined) yield parentId;
    }
  }

  newestOf(topic: string, most: number): string[] {
    return findNewest(this.#inTopic(topic), most);
  }

  /** All of the feed. */
  products(): IterableIterator<KnownProduct> {
    return this.#products.values();
  }

  *#inTopic(topic: string): Generator<KnownProduct> {
    if (topic === '') return yield* this.#products.values();
    for (const id of this.#topics.productsOf(topic)) {
      const product = this.#products.get(id);
      if (product) yield product;
    }
  }

  #best(ids: readonly string[]): KnownProduct | undefined {
    const products = ids.map((id) => this.#products.get(id)).filter((one) => one !== undefined);
    return products.find(({ isAvailable }) => isAvailable) ?? products[0];
  }

  #add(product: KnownProduct): void {
    const { id, parentId, topics, revision } = product;
    this.#products.set(id, product);
    const key = this.#ids.toKey(id);
    // where it is the id itself, the products are the index
    if (key !== id) this.#keys.add(key, id);
    if (parentId !== undefined) this.#variants.add(this.#ids.toKey(parentId), id);
    this.#topics.place(id, topics, revision);
  }

  #remove({ id, parentId }: KnownProduct): void {
    this.#products.delete(id);
    this.#keys.remove(this.#ids.toKey(id), id);
    if (parentId !== undefined) this.#variants.remove(this.#ids.toKey(parentId), id);
    this.#topics.remove(id);
  }

  /** Thousands of products have the same topics, brand and currency. */
  #shared(product: KnownProduct): KnownProduct {
    const name = product.topics.join();
    const topics = this.#lists.get(name) ?? product.topics;
    this.#lists.set(name, topics);
    return { ...product, topics, brand: this.#text(product.brand), currency: this.#text(product.currency) };
  }

  #text(text: string | undefined): string | undefined {
    if (text === undefined) return undefined;
    const shared = this.#texts.get(text) ?? text;
    this.#texts.set(text, shared);
    return shared;
  }
}
