import { type Campaign, cleanText } from '@sillage/protocol';
import { compact } from './ga4.js';

/** The `utm_*` parameters of an address: https://support.google.com/analytics/answer/10917952 */
export function readCampaign(search: string): Campaign | undefined {
  const query = new URLSearchParams(search);
  const read = (name: string) => cleanText(query.get(`utm_${name}`) ?? '').slice(0, 128) || undefined;
  const source = read('source');
  if (!source) return;
  return compact({
    source,
    medium: read('medium'),
    name: read('campaign'),
    term: read('term'),
    content: read('content'),
  }) as Campaign;
}

/** The host of the page before, where it is another's. */
export function readReferrerHost(referrer: string, ownHost: string): string | undefined {
  const [, host] = /^https?:\/\/([^/?#]+)/.exec(referrer) ?? [];
  return host && host !== ownHost ? host.replace(/^.*@/, '').slice(0, 253) : undefined;
}
