import type { ClickHouse } from '../client/clickhouse.js';
import type { ProductStore } from '../product-store.js';
import { keepProducts, noteCatalogueChange, putProducts, removeOlderProducts } from './put-products.js';
import { listProducts, markCatalogues, readProducts } from './read-products.js';
import { learntProducts, seenProducts } from './seen-products.js';

/** The catalogue's part of the warehouse. */
export function toProductStore(clickhouse: ClickHouse): ProductStore {
  return {
    putProducts: (site, changes, at) => putProducts(clickhouse, site, { changes, at }),
    keepProducts: (site, ids, revision) => keepProducts(clickhouse, site, { ids, revision }),
    removeOlderProducts: (site, before, revision) => removeOlderProducts(clickhouse, site, { before, revision }),
    noteCatalogueChange: (change) => noteCatalogueChange(clickhouse, change),
    markCatalogues: () => markCatalogues(clickhouse),
    readProducts: (query) => readProducts(clickhouse, query),
    listProducts: (query) => listProducts(clickhouse, query),
    learntProducts: (query) => learntProducts(clickhouse, query),
    seenProducts: (query) => seenProducts(clickhouse, query),
  };
}
