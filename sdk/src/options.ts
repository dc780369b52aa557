/** What a shop may set, as text: the tag has an attribute for each, `policyVersion` is `data-policy-version`. */
export interface TrackerOptions {
  /** The site's public id. */
  site: string;
  /** Path on the shop's own origin, or absolute URL, before `/v1/events`. Default `/sillage`. */
  endpoint?: string;
  /**
   * `api` (default): the shop calls `consent()`, the choice is remembered for 6 months. Anything else: what asks the
   * visitor tells it on every page, and until then nothing counts. The tag then loads `sillage-consent.js`, which hears
   * the one that is named, or with `auto` all that it finds.
   */
  consent?: string;
  /** Version of the shop's privacy policy; another one than the visitor's asks again. Default `1`. */
  policyVersion?: string;
  /** Query parameters to keep in paths besides `page`, `sort`, `lang` and `utm_*`, by spaces. */
  queryAllow?: string;
  /** `off`: a change of path without a page load is no page view. */
  spa?: string;
  /** Name of the global array with GA4 e-commerce events, or `off`. Default `dataLayer`. */
  layer?: string;
  /** `on`: the shop's own people, kept apart from the figures. */
  internal?: string;
}

export type Settings = TrackerOptions & Required<Pick<TrackerOptions, 'endpoint' | 'policyVersion' | 'layer'>>;

export const toSettings = (options: TrackerOptions): Settings => ({
  endpoint: '/sillage',
  policyVersion: '1',
  layer: 'dataLayer',
  ...options,
});
