import type { CatalogueProduct, ListedProduct } from '@sillage/protocol';

/** A product, or that there is none any more. */
export interface ProductChange {
  /** Of two rows of one product the higher one stands: microseconds since 1970 of the node that wrote it. */
  revision: number;
  /** Of a removal only the id counts. */
  product: CatalogueProduct;
  isRemoved: boolean;
}

/** A product as it stands, or, of what is read since a time, one that is no more. */
export interface StoredProduct extends ListedProduct {
  revision: number;
  isRemoved: boolean;
}

export interface ProductsQuery {
  site: string;
  /** What came into ClickHouse from then on, removals too: milliseconds by ClickHouse's clock. Absent: all that stands. */
  since?: number;
  /** At most. */
  limit: number;
}

export interface ProductPageQuery {
  site: string;
  /** Ids after this one. */
  after?: string;
  /** This one alone. */
  id?: string;
  /** Those of which the name, the id or the brand has this in it; accents and case don't matter. */
  search?: string;
  limit: number;
}

/** How the catalogues are. */
export interface CatalogueMarks {
  /** By ClickHouse's clock: milliseconds since 1970. */
  now: number;
  /** By site; those without a catalogue are left out. */
  marks: Map<string, CatalogueMark>;
}

export interface CatalogueMark {
  /** Another text whenever the catalogue has changed. */
  mark: string;
  /** Those of the last ten minutes: UUID, and since when its products came in, by ClickHouse's clock. */
  changes: { id: string; since: number }[];
}

export interface CatalogueChange {
  site: string;
  /** Milliseconds from before its first product was sent until now. */
  tookMs: number;
  accepted: number;
  refused: number;
  removed: number;
  isReplaced: boolean;
}

/** What events say of products. */
export interface SeenQuery {
  site: string;
  /** Milliseconds since 1970 UTC. */
  since: number;
  /** Products at most: those seen by most visitors. */
  limit: number;
}

/** What several visitors' pages said of a product, where there is no feed. */
export interface LearntProduct {
  id: string;
  /** Of those asked, how many there were. */
  visitors: number;
  name?: string;
  /** Path of its page. */
  path?: string;
  brand?: string;
  priceMinor?: number;
  currency?: string;
  topics: string[];
}

/** A product of events. */
export interface SeenProduct {
  productId: string;
  /** Views and additions to carts. */
  events: number;
  visitors: number;
  lastAt: number;
}

/** The catalogue in ClickHouse. Every method throws `WarehouseError` when ClickHouse does not do it. */
export interface ProductStore {
  /**
   * Writes products; one that could not be ordered, or was gone, and now can is restocked at `at` (milliseconds since 1970
   * UTC). Of one id the last counts.
   */
  putProducts(site: string, changes: readonly ProductChange[], at: number): Promise<void>;
  /** Gives those that stand this revision, so that `removeOlderProducts` passes them by. */
  keepProducts(site: string, ids: readonly string[], revision: number): Promise<void>;
  /** Removes what stands at a revision before this one, at `revision`; how many that were. */
  removeOlderProducts(site: string, before: number, revision: number): Promise<number>;
  /** Tells copies that there is something new. To be called when it is in. */
  noteCatalogueChange(change: CatalogueChange): Promise<void>;
  markCatalogues(): Promise<CatalogueMarks>;
  readProducts(query: ProductsQuery): AsyncIterable<StoredProduct>;
  /** By id. */
  listProducts(query: ProductPageQuery): Promise<ListedProduct[]>;
  /**
   * By views held for personalising, of people who are not the shop's own: the last 30 visitors of a product vote, and what at
   * least 3 of them and more than half say counts.
   */
  learntProducts(query: SeenQuery): Promise<LearntProduct[]>;
  /** Under the same conditions, most events first. */
  seenProducts(query: SeenQuery): Promise<SeenProduct[]>;
}
