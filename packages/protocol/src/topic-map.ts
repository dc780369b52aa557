/** The one map of a site has this id. */
export const siteTopicsId = 'site';

/** What a site's people call its topics: over what the configuration says (`InterestSettings.topics`), entry by entry. */
export interface TopicMap {
  id: typeof siteTopicsId;
  /**
   * Topic → the topic it counts as (renamed, or joined with another), or empty to hide it; with all below it. A topic that
   * counts as itself undoes the configuration's entry.
   */
  topics: Record<string, string>;
}
