import type { Purpose, Site } from '@sillage/protocol';
import type { TokenKeys } from '@sillage/protocol/visitor-token';
import type { Warehouse } from '@sillage/warehouse';
import type { Logger } from 'pino';

/** What the node that took the visitor's consent knows now; newer than ClickHouse by up to a second, or by an outage. */
export interface Standing {
  /** Granted now. */
  purposes: readonly Purpose[];
  /** Milliseconds since 1970. */
  consentExpiresAt: number;
  isErased: boolean;
}

export interface PersonaliseOptions {
  findSite(id: string): Site | undefined;
  warehouse: Pick<Warehouse, 'history' | 'consentsOf' | 'customerIdsOf'>;
  tokenKeys: TokenKeys;
  /** The `Authorization` header holds one of the site's secret keys. */
  isAuthentic(site: Site, authorization: string | undefined): boolean;
  /** `undefined` where this node does not know the visitor: then the token counts. */
  findStanding(site: string, visitor: string): Standing | undefined;
  /** Milliseconds since 1970. */
  clock(): number;
  logger: Logger;
}
