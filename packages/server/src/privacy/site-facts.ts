import { consentLifetimeMs, type EventType, visitorCookieMaxAgeSeconds, visitorCookieName } from '@sillage/protocol';
import type { ServerConfig } from '../config.js';

export type ConfiguredSite = ServerConfig['sites'][number];

/** What a notice and a register entry tell of a site: nothing that its configuration does not say. */
export interface SiteFacts {
  name: string;
  origins: string[];
  /** Whom to write to, and who gets what is kept, as the operator named them. */
  people: NonNullable<ConfiguredSite['privacy']>;
  policyVersion: string;
  mode: 'consent' | 'exempt';
  /** Name on the device, and where: a cookie, or the browser's storage. */
  visitorId: { name: string; isCookie: boolean; domain?: string };
  /** Days. */
  visitorIdDays: number;
  choiceDays: number;
  /** 0 for ever. */
  retentionDays: number;
  retentionByType: [EventType, number][];
  queryParameters: string[];
  ordersFrom: ConfiguredSite['ordersFrom'];
  contactPressure: ConfiguredSite['contactPressure'];
  hasCountry: boolean;
  /** Host of the ClickHouse; absent where it runs on the same machine as the server. */
  warehouseHost?: string;
  /** Shares of persons from whom the site's offers are withheld, each once; absent where no server could be asked. */
  holdouts?: number[];
}

const dayMs = 86_400_000;

export function toSiteFacts(config: ServerConfig, site: ConfiguredSite, holdouts: number[] | undefined): SiteFacts {
  const { visitorCookie, retention = {} } = site;
  const isCookie = visitorCookie.mode !== 'header';
  return {
    name: site.name,
    origins: site.origins,
    people: site.privacy ?? { recipients: [] },
    policyVersion: site.policyVersion,
    mode: site.mode ?? 'consent',
    visitorId: {
      name: isCookie ? visitorCookieName(visitorCookie) : `sillage:${site.id}`,
      isCookie,
      ...(visitorCookie.domain !== undefined && { domain: visitorCookie.domain }),
    },
    visitorIdDays: visitorCookieMaxAgeSeconds / 86_400,
    choiceDays: consentLifetimeMs / dayMs,
    retentionDays: site.retentionDays,
    retentionByType: Object.entries(retention) as [EventType, number][],
    queryParameters: site.queryAllowList,
    ordersFrom: site.ordersFrom,
    contactPressure: site.contactPressure,
    hasCountry: config.countryHeader !== undefined,
    ...(config.clickhouse && { warehouseHost: new URL(config.clickhouse.url).hostname }),
    ...(holdouts && { holdouts }),
  };
}
