import type { ProductIdRules, Site } from '@sillage/protocol';
import type { ProductStore } from '@sillage/warehouse';
import { pino } from 'pino';
import { openCatalogues } from '../catalogue/catalogue-copy.js';
import { createCatalogueRoutes } from '../catalogue/catalogue-routes.js';

export interface CatalogueNodeOptions {
  warehouse: ProductStore;
  clock(): number;
  productIds?: ProductIdRules;
}

const feedSite = { id: 'boutique', currency: 'EUR' } as Site;

/** A node of its own copy, which looks for changes only when it is told to. */
export function openCatalogueNode({ warehouse, clock, productIds }: CatalogueNodeOptions) {
  const logger = pino({ level: 'silent' });
  const site: Site = { ...feedSite, ...(productIds && { productIds }) };
  const wait = () => new Promise<void>(() => undefined);
  const catalogues = openCatalogues({ warehouse, sites: [site], everyMs: 1, learnEveryMs: 1, wait, clock, logger });
  const app = createCatalogueRoutes({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    clock,
    logger,
    warehouse,
    catalogues,
  });
  const ask = (
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: string | Uint8Array<ArrayBuffer>,
  ) =>
    app.request(path, {
      method,
      headers: { Authorization: 'Bearer secret', 'Sillage-Site': site.id, ...headers },
      ...(body !== undefined && { body, duplex: 'half' }),
    });
  const put = (lines: readonly unknown[], query = '') =>
    ask(
      'PUT',
      `/v1/catalogue${query}`,
      { 'Content-Type': 'application/x-ndjson' },
      lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
    );
  return { ask, put, catalogues, catalogue: () => catalogues.of(site.id) };
}
