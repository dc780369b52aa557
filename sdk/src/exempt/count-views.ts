import { cleanPath, type ExemptView } from '@sillage/protocol';
import { listen } from '../browser/listen.js';
import { onLeave } from '../browser/on-leave.js';
import { onNavigate } from '../browser/on-navigate.js';

export interface ExemptPage {
  site: string;
  /** Where the collector is. */
  endpoint: string;
  /** The visitor objected, or grants measurement, by which the page is recorded already. */
  isLeftOut(): boolean;
}

/** Milliseconds that a page is seen before it counts, should it not be left before: so long a banner has to be answered. */
const seenMs = 10_000;

type Prerendering = Document & { prerendering?: boolean };

/** Counts each page once it was seen: without id, cookie, storage or a word about the browser. */
export function countViews(page: ExemptPage): void {
  let shownPath = '';
  let referrerHost: string | undefined;
  let isOpen = false;
  /** 0 until the page is seen. */
  let timer = 0;

  function begin(referrer: string): void {
    const host = referrer.split('/')[2];
    shownPath = location.pathname;
    referrerHost = host === location.host ? undefined : host;
    isOpen = true;
    timer = 0;
    see();
  }

  /** A page in a tab behind, or rendered ahead, counts when it is looked at. */
  function see(): void {
    if (isOpen && !timer && !document.hidden && !(document as Prerendering).prerendering) {
      timer = window.setTimeout(count, seenMs);
    }
  }

  function count(): void {
    if (!isOpen || !timer) return;
    clearTimeout(timer);
    isOpen = false;
    if (!page.isLeftOut()) send(page, { path: cleanPath(shownPath, []), ...(referrerHost && { referrerHost }) });
  }

  function turnPage(): void {
    if (location.pathname === shownPath) return;
    count();
    begin('');
  }

  onLeave(count);
  listen('visibilitychange', see);
  listen('prerenderingchange', see);
  listen('pageshow', (event) => event.persisted && begin(''));
  onNavigate(turnPage);
  begin(document.referrer);
}

/** No cookie, no referrer with the address; what is lost is not sent again, for it could not be told from a second view. */
function send({ site, endpoint }: ExemptPage, view: Omit<ExemptView, 'site'>): void {
  fetch(`${endpoint}/v1/exempt`, {
    method: 'POST',
    body: JSON.stringify({ site, ...view }),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    keepalive: true,
  }).catch(() => undefined); // one view less
}
