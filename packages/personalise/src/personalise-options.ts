import type { Purpose, Site } from '@sillage/protocol';
import type { TokenKeys, VisitorToken } from '@sillage/protocol/visitor-token';
import type { Warehouse } from '@sillage/warehouse';
import type { Context } from 'hono';
import type { Logger } from 'pino';

/** What counts of a visitor's consent now: the least of the token and of what the node knows. */
export interface Standing {
  /** Granted, and neither withdrawn nor expired. */
  purposes: readonly Purpose[];
  isErased: boolean;
}

export interface PersonaliseOptions {
  findSite(id: string): Site | undefined;
  warehouse: Pick<Warehouse, 'history' | 'consentsOf' | 'customerIdsOf'>;
  tokenKeys: TokenKeys;
  /** The `Authorization` header holds one of the site's secret keys. */
  isAuthentic(site: Site, authorization: string | undefined): boolean;
  /** Asked for every verified token, for a withdrawal or erasure counts before ClickHouse has carried it out. */
  findStanding(token: VisitorToken, site: Site): Standing;
  /** Asked for each request of a browser, which costs ClickHouse several queries. Throws ProblemError `rate_limited`. */
  limitClient(context: Context): void;
  /** Milliseconds since 1970. */
  clock(): number;
  logger: Logger;
}
