import { cleanPath } from '@sillage/protocol';
import { whenIdle } from '../browser/when-idle.js';
import { whenParsed } from '../browser/when-parsed.js';
import { readCampaign, readReferrerHost } from './campaign.js';
import { describePage } from './describe-page.js';
import { watchEngagement } from './engagement.js';
import { compact } from './ga4.js';
import type { Place, Recorder } from './recorder.js';

export interface PagesParts {
  recorder: Recorder;
  queryAllowList: readonly string[];
  now(): number;
  /** The page has been described: what it says of its product can be told. */
  onDescribed(product: object | undefined, topics: string[]): void;
}

export interface Pages {
  /** Begins a page view of the current address. */
  begin(): void;
  /** Whether the address is another page than at the last call; a fragment and `utm_*` make no page. */
  hasMoved(): boolean;
  /** Records what the current page view still owes: itself and its engagement. */
  finish(): void;
  /** Forgets the page view: consent is gone. */
  forget(): void;
}

interface View {
  place: Place;
  path: string;
  topics: string[];
  isRecorded: boolean;
}

/** Milliseconds that an application has to write the title and markup of its new page. */
const renderMs = 250;

/** One page view for each page that a visitor sees, and what the visitor gave to it. */
export function createPages({ recorder, queryAllowList, now, onDescribed }: PagesParts): Pages {
  let view: View | undefined;
  let engagement: ReturnType<typeof watchEngagement> | undefined;
  let lastKey = '';
  let referrer = document.referrer;

  /** The place is taken at once, the rest is read when the markup is there. */
  const describe = (shown: View) => {
    if (shown !== view || shown.isRecorded) return;
    const { topics, product } = describePage();
    shown.isRecorded = true;
    shown.topics = topics;
    const fields = {
      path: shown.path,
      title: document.title || undefined,
      referrerHost: readReferrerHost(referrer, location.host),
      campaign: readCampaign(location.search),
      language: document.documentElement.lang.slice(0, 35) || undefined,
      topics: topics.length ? topics : undefined,
    };
    referrer = ''; // it led to the first view only
    recorder.record('page_view', compact(fields), shown.place);
    onDescribed(product, topics);
  };
  const finish = () => {
    if (!view) return;
    describe(view);
    const delta = engagement?.take();
    const { path, topics } = view;
    if (delta) recorder.record('engagement', compact({ path, topics: topics.length ? topics : undefined, ...delta }));
  };
  return {
    finish,
    begin() {
      finish();
      const isFirst = !engagement;
      engagement ??= watchEngagement(now);
      engagement.turn();
      const shown: View = {
        place: recorder.take(),
        path: cleanPath(location.href, queryAllowList),
        topics: [],
        isRecorded: false,
      };
      view = shown;
      recorder.turn(shown.place);
      if (isFirst) whenParsed(() => whenIdle(() => describe(shown)));
      else setTimeout(() => describe(shown), renderMs);
    },
    hasMoved() {
      const key = cleanPath(
        location.href,
        queryAllowList.filter((name) => !name.startsWith('utm_')),
      );
      const isMoved = key !== lastKey;
      lastKey = key;
      return isMoved;
    },
    forget() {
      view = undefined;
    },
  };
}
