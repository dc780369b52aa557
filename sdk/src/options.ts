import { defaultQueryAllowList } from '@sillage/protocol';

/** Where the visitor's choice comes from. */
export type ConsentAdapterName = 'api' | 'tarteaucitron' | 'auto';

/** What a shop may set. The tag has an attribute for each: `policyVersion` is `data-policy-version`. */
export interface TrackerOptions {
  /** The site's public id. */
  site: string;
  /** Path on the shop's own origin, or absolute URL, before `/v1/events`. Default `/sillage`. */
  endpoint?: string;
  /**
   * `api` (default): the shop calls `consent()`, the choice is remembered for 6 months. `tarteaucitron`: the banner is
   * asked on every page. `auto`: tarteaucitron where the loaded page has it, else `api`.
   */
  consent?: ConsentAdapterName;
  /** Version of the shop's privacy policy; another one than the visitor's asks again. Default `1`. */
  policyVersion?: string;
  /** Query parameters to keep in paths, besides `page`, `sort`, `lang` and `utm_*`. */
  queryAllowList?: readonly string[];
  /** Whether a change of path without a page load is a page view. Default `true`. */
  spa?: boolean;
  /** Name of the global array with GA4 e-commerce events, or `off`. Default `dataLayer`. */
  layer?: string;
  /** The shop's own people: kept apart from the figures. */
  internal?: boolean;
  /** Milliseconds that an event waits for others before it is sent. Default 1000. */
  batchDelayMs?: number;
}

export type Settings = Required<TrackerOptions>;

export function toSettings(options: TrackerOptions): Settings {
  return {
    endpoint: '/sillage',
    consent: 'api',
    policyVersion: '1',
    spa: true,
    layer: 'dataLayer',
    internal: false,
    batchDelayMs: 1000,
    ...options,
    queryAllowList: [...defaultQueryAllowList, ...(options.queryAllowList ?? [])],
  };
}
