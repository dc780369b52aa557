import { type CartLine, cleanPath } from '@sillage/protocol';
import type { Core } from '../core.js';
import { describePage } from './describe-page.js';
import { type Engagement, watchEngagement } from './engagement.js';
import type { Recorder } from './recorder.js';

export interface Pages {
  /** Records a view of the current address; gives what the markup says of its product. */
  begin(): CartLine | undefined;
  /** Whether the address is another page than at the last call; a fragment and `utm_*` make no page. */
  hasMoved(): boolean;
  /** Records what was given to the page since the last call. */
  engage(): void;
}

/** One page view for each page that a visitor sees, and what the visitor gave to it. */
export function createPages({ settings, now }: Core, recorder: Recorder): Pages {
  const { queryAllowList } = settings;
  let engagement: Engagement | undefined;
  let lastKey = '';
  let { referrer } = document;
  let page: object;

  return {
    begin() {
      const { topics, line } = describePage();
      const path = cleanPath(location.href, queryAllowList);
      const [, , referrerHost] = referrer.split('/');
      page = { path, topics };
      recorder.turn({
        ...page,
        title: document.title,
        referrerHost: referrerHost === location.host ? undefined : referrerHost,
        campaign: readCampaign(),
        language: document.documentElement.lang,
      });
      referrer = ''; // it led to the first view only
      engagement ??= watchEngagement(now);
      engagement.turn();
      return line && { ...line, topics };
    },
    hasMoved() {
      const before = lastKey;
      lastKey = cleanPath(
        location.href,
        queryAllowList.filter((name) => !name.startsWith('utm_')),
      );
      return lastKey !== before;
    },
    engage() {
      const delta = engagement?.take();
      if (delta) recorder.record('engagement', { ...page, ...delta });
    },
  };
}

/** The `utm_*` parameters of the address: https://support.google.com/analytics/answer/10917952 */
function readCampaign(): object | undefined {
  const query = new URLSearchParams(location.search);
  const read = (name: string) => query.get(`utm_${name}`)?.slice(0, 128);
  const source = read('source');
  if (!source) return;
  return { source, medium: read('medium'), name: read('campaign'), term: read('term'), content: read('content') };
}
