import type { ListedProduct } from '@sillage/protocol';
import {
  type CatalogueChange,
  type CatalogueMark,
  type CatalogueMarks,
  type LearntProduct,
  type ProductChange,
  type ProductPageQuery,
  type ProductStore,
  type ProductsQuery,
  type SeenProduct,
  type StoredProduct,
  WarehouseError,
} from '@sillage/warehouse';

interface Row extends StoredProduct {
  site: string;
  insertedAt: number;
}

/** What ClickHouse does with products, of one process; `isAway` makes it fail as ClickHouse does. */
export class MemoryProducts implements ProductStore {
  isAway = false;
  /** ClickHouse's clock. */
  now = 1_000_000;
  learnt: LearntProduct[] = [];
  seen: SeenProduct[] = [];
  readonly #rows = new Map<string, Row>();
  readonly #notes: (CatalogueChange & { at: number })[] = [];

  async putProducts(site: string, changes: readonly ProductChange[], at: number): Promise<void> {
    this.#check();
    for (const { product, revision, isRemoved } of changes) {
      const known = this.#rows.get(`${site} ${product.id}`);
      const isBack = !isRemoved && isThere(product.stock) && known && (known.isRemoved || !isThere(known.stock));
      const restockedAt = isBack ? at : known?.restockedAt;
      const restocked = restockedAt === undefined ? {} : { restockedAt };
      this.#write({ stock: 'in', ...product, ...restocked, site, revision, isRemoved, changedAt: at });
    }
  }

  async keepProducts(site: string, ids: readonly string[], revision: number): Promise<void> {
    this.#check();
    for (const row of this.#standing(site)) if (ids.includes(row.id)) this.#write({ ...row, revision });
  }

  async removeOlderProducts(site: string, before: number, revision: number): Promise<number> {
    this.#check();
    const older = this.#standing(site).filter((row) => row.revision < before);
    for (const row of older) this.#write({ ...row, revision, isRemoved: true });
    return older.length;
  }

  async noteCatalogueChange(change: CatalogueChange): Promise<void> {
    this.#check();
    this.#notes.push({ ...change, at: this.now });
  }

  async markCatalogues(): Promise<CatalogueMarks> {
    this.#check();
    const marks = new Map<string, CatalogueMark>();
    for (const [index, { site, at, tookMs }] of this.#notes.entries()) {
      const earlier = marks.get(site)?.changes ?? [];
      const changes = at < this.now - 600_000 ? earlier : [...earlier, { id: String(index), since: at - tookMs }];
      marks.set(site, { mark: String(index), changes });
    }
    return { now: this.now, marks };
  }

  async *readProducts({ site, since, limit }: ProductsQuery): AsyncGenerator<StoredProduct> {
    this.#check();
    const all = [...this.#rows.values()].filter((row) => row.site === site);
    const asked = all.filter((row) => (since === undefined ? !row.isRemoved : row.insertedAt >= since));
    for (const { insertedAt: _, site: __, ...row } of asked.slice(0, limit)) yield row;
  }

  async listProducts({ site, after = '', id, search = '', limit }: ProductPageQuery): Promise<ListedProduct[]> {
    this.#check();
    const has = (row: Row) => `${row.name} ${row.id} ${row.brand}`.toLowerCase().includes(search.toLowerCase());
    const isAsked = (row: Row) => (id === undefined ? row.id > after && has(row) : row.id === id);
    const found = this.#standing(site).filter(isAsked);
    const sorted = found.sort((a, b) => (a.id < b.id ? -1 : 1));
    return sorted.slice(0, limit).map(({ revision: _, isRemoved: __, insertedAt: ___, site: ____, ...rest }) => rest);
  }

  async learntProducts(): Promise<LearntProduct[]> {
    this.#check();
    return this.learnt;
  }

  async seenProducts(): Promise<SeenProduct[]> {
    this.#check();
    return this.seen;
  }

  #standing(site: string): Row[] {
    return [...this.#rows.values()].filter((row) => row.site === site && !row.isRemoved);
  }

  #write(row: Omit<Row, 'insertedAt'>): void {
    const key = `${row.site} ${row.id}`;
    const known = this.#rows.get(key);
    if (!known || known.revision < row.revision) this.#rows.set(key, { ...row, insertedAt: this.now });
  }

  #check(): void {
    if (this.isAway) throw new WarehouseError('unavailable', 'away');
  }
}

const isThere = (stock: StoredProduct['stock']) => stock !== 'out' && stock !== 0;
