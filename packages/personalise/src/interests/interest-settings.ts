import { defaultInterestSettings, type InterestSettings, type Site, siteTopicsId } from '@sillage/protocol';
import type { SiteDefinitions } from '../definitions/site-definitions.js';

/** How a site counts interests: as configured, with the topics that its people renamed, joined and hid since. */
export function interestSettingsOf(
  { interests = defaultInterestSettings }: Pick<Site, 'interests'>,
  { topics }: Pick<SiteDefinitions, 'topics'>,
): InterestSettings {
  const defined = topics.get(siteTopicsId);
  return defined ? { ...interests, topics: { ...interests.topics, ...defined.topics } } : interests;
}
