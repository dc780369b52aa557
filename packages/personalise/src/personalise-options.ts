import type { InterestSettings, Purpose, Site } from '@sillage/protocol';
import type { TokenKeys, VisitorToken } from '@sillage/protocol/visitor-token';
import type { Warehouse } from '@sillage/warehouse';
import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { ProductCatalogue } from './decide/fill-products.js';
import type { DefinitionsCopy } from './definitions/definitions-copy.js';
import type { FindSold } from './facts/catalogue-facts.js';
import type { LiveVisitors } from './live/live-visitors.js';
import type { Recommender } from './recommend/recommender.js';

/** What counts of a visitor's consent now: the least of the token and of what the node knows. */
export interface Standing {
  /** Granted, and neither withdrawn nor expired. */
  purposes: readonly Purpose[];
  /** Granted while the browser sent Global Privacy Control: its signal is no objection to them. */
  isUnderGpc?: boolean;
  isErased: boolean;
  /** From `identify`: the one who stands for the person, where several were merged. */
  customerId?: string;
  /** The visitor paused recording and personalising then; what is granted stays granted. */
  pausedAt?: number;
  /** The others of that person. */
  mergedIds?: readonly string[];
  /** Personalisation was withdrawn then, whether or not it was granted again since. */
  withdrawnAt?: number;
}

/** A customer as the shop's server names them. */
export interface CustomerStanding {
  /** The one who stands for the person. */
  customerId: string;
  /** The others of that person. */
  mergedIds: readonly string[];
  /** Their last choice is against personalising, or has expired. Without a choice that is known, what is stored tells. */
  isDenied: boolean;
  /** Of who is denied: they granted it, and that has expired. */
  hasLapsed?: true;
  /** See `Standing`. */
  withdrawnAt?: number;
}

export interface PersonaliseOptions {
  findSite(id: string): Site | undefined;
  /** Some site has this origin. */
  hasOrigin(origin: string): boolean;
  warehouse: Pick<Warehouse, 'history' | 'consentsOf' | 'customerIdsOf' | 'subjectRows' | 'subjectVisitors'>;
  /** Resolves when all that was accepted before is in ClickHouse. Throws ProblemError `warehouse_unavailable` when it takes too long. */
  whenLoaded(): Promise<void>;
  live: Pick<LiveVisitors, 'find'>;
  interestSettings(site: Site): InterestSettings;
  definitions: Pick<DefinitionsCopy, 'of'>;
  recommenderOf(site: string): Pick<Recommender, 'recommend'>;
  catalogueOf(site: string): ProductCatalogue & { findSold: FindSold };
  /** The visitor that stands for a customer who is known without one. */
  customerVisitor(site: string, customerId: string): string;
  tokenKeys: TokenKeys;
  /** The token's content, or `undefined` when it is malformed, forged, of another site, or expired at `now`. */
  verifyToken(value: string, site: string, now: number): VisitorToken | undefined;
  /** The `Authorization` header holds one of the site's secret keys. */
  isAuthentic(site: Site, authorization: string | undefined): boolean;
  /** Asked for every verified token, for a withdrawal or erasure counts before ClickHouse has carried it out. */
  findStanding(token: VisitorToken, site: Site): Standing;
  findCustomer(site: Site, customerId: string): CustomerStanding;
  /**
   * Asked for each request of a browser, which costs ClickHouse several queries, and, before its body is read, for each look and each export
   * of a subject, however it names them: references could be tried there. Throws ProblemError `rate_limited`.
   */
  limitClient(context: Context): void;
  /** Milliseconds since 1970. */
  clock(): number;
  logger: Logger;
}
