import { cleanPath } from '@sillage/protocol';

/** The path of the shown page. */
export const readPath = (queryAllowList: readonly string[]): string => cleanPath(location.href, queryAllowList);

/** What a `page_view` tells besides path and topics. `referrer` is the address of the page before, or empty. */
export function describeView(referrer: string): object {
  const query = new URLSearchParams(location.search);
  const read = (name: string) => query.get(`utm_${name}`)?.slice(0, 128);
  const source = read('source');
  const [, , host] = referrer.split('/');
  return {
    title: document.title,
    language: document.documentElement.lang,
    referrerHost: host === location.host ? undefined : host,
    // https://support.google.com/analytics/answer/10917952
    campaign: source && {
      source,
      medium: read('medium'),
      name: read('campaign'),
      term: read('term'),
      content: read('content'),
    },
  };
}
