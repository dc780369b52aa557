import { expect, it } from 'vitest';
import { readCampaign } from './read-campaign.js';

it.each([
  ['/', undefined],
  ['/?utm_medium=email', undefined],
  ['/?utm_source=news', { source: 'news' }],
  [
    '/sacs?page=2&utm_source=news&utm_medium=email&utm_campaign=soldes%20d%E2%80%99hiver&utm_term=sac&utm_content=a',
    { source: 'news', medium: 'email', name: 'soldes d’hiver', term: 'sac', content: 'a' },
  ],
  [`/?utm_source=${'x'.repeat(200)}`, { source: 'x'.repeat(128) }],
])('reads the campaign of %s', (path, campaign) => {
  expect(readCampaign(path)).toEqual(campaign);
});
