import type { ProductIdRules } from './catalogue.js';
import type { EventType } from './event.js';
import type { InterestSettings } from './interest.js';

/** A site as the server's parts see it: one shop, its origins, its keys, its rules. */
export interface Site {
  /** Public id, which the tag carries: a slug. */
  id: string;
  name: string;
  /** Origins from which browsers may write, such as `https://shop.example`. */
  origins: string[];
  /** IANA name, for reports. */
  timeZone: string;
  /** ISO 4217, where an event names none. */
  currency: string;
  /** Raise it and every visitor is asked again. */
  policyVersion: string;
  visitorCookie: VisitorCookie;
  /** Query parameters kept in paths; all others are dropped. */
  queryAllowList: string[];
  /** Days an event is kept; 760 (25 months) by default, 0 for ever. */
  retentionDays: number;
  /** Days by type of event where it is not `retentionDays`; 0 for ever. */
  retention?: Partial<Record<EventType, number>>;
  /**
   * What becomes of page views without consent. `consent` (default): nothing. `exempt`: they are counted, without id, row or
   * storage of one visitor (docs/exempt.md).
   */
  mode?: SiteMode;
  /** `server`: orders of browsers are refused. */
  ordersFrom: 'any' | 'server';
  /** Hex SHA-256 of each secret key that is valid. */
  secretKeyHashes: string[];
  /** Key of the HMAC with which the shop signs `identify`; more than one while rotating. */
  identifySecrets: string[];
  /** Addresses (IP or CIDR) of the shop's own people. */
  internalAddresses: string[];
  /** How often a person may be approached, all offers and channels together; absent: no limit. */
  contactPressure?: ContactPressure;
  /** How interests are counted, where not by `defaultInterestSettings`. */
  interests?: InterestSettings;
  /** How product ids of pages and of the catalogue come together where they differ. */
  productIds?: ProductIdRules;
}

export const siteModes = ['consent', 'exempt'] as const;
export type SiteMode = (typeof siteModes)[number];

/** So many exposures, mails and calls within so many days at most. */
export interface ContactPressure {
  contacts: number;
  days: number;
}

/** How the visitor's id lives in the browser (see docs). */
export interface VisitorCookie {
  /** `host`: `__Host-` cookie on the shop's own origin. `domain`: `__Secure-` cookie for a subdomain collector. `header`: no cookie, token in the reply. */
  mode: 'host' | 'domain' | 'header';
  /** Only for `domain`. */
  domain?: string;
  /** Without prefix. */
  name: string;
}

/** The cookie's full name, with the prefix its mode asks for (RFC 6265bis). */
export function visitorCookieName(cookie: VisitorCookie): string {
  return `${cookie.mode === 'domain' ? '__Secure-' : '__Host-'}${cookie.name}`;
}

/** Days that an event of this type is kept, 0 for ever. */
export function retentionDaysOf(site: Pick<Site, 'retention' | 'retentionDays'>, type: EventType): number {
  return site.retention?.[type] ?? site.retentionDays;
}
