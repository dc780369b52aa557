import { whenIdle } from './browser/when-idle.js';
import { whenParsed } from './browser/when-parsed.js';
import type { Core } from './core.js';
import { sendLast, sendSoon } from './outbox/delivery.js';
import { saveSoon, spillEvents } from './outbox/outbox.js';
import { readAttributes } from './record/attributes.js';
import { cleanText } from './record/clean-text.js';
import { describePage } from './record/describe-page.js';
import { isOfPage, settle } from './record/facts.js';
import { record } from './record/record.js';
import { tellTerms } from './record/shop-terms.js';

/** Milliseconds that an application has to write the title and markup of its new page. */
const renderMs = 250;

/** The path with the parameters that may be kept; the server keeps of them what the site allows. */
function readPath({ settings }: Core): string {
  const allowed = `page sort lang ${settings.queryAllow}`.split(' ');
  const isKept = (parameter: string) => /^utm_/.test(parameter) || allowed.includes(parameter.split('=')[0] as string);
  const kept = location.search.slice(1).split('&').filter(isKept);
  return cleanText(location.pathname + (kept[0] ? '?' : '') + kept.join('&'));
}

/** Consent is there: begins with the current page view. */
export function startPage(core: Core): void {
  // without an earlier grant, what was done before the choice is lost; what the page shows is not
  core.heldTellings = core.heldTellings.filter(([, type]) => core.isReturning || isOfPage(type));
  whenParsed(() => whenIdle(() => viewPage(core)));
  sendSoon(core);
}

/** Consent or the page is gone: nothing of what waits may become an event. */
export function stopPage(core: Core): void {
  core.shownPage = undefined;
  core.heldTellings = [];
  core.openTellings = [];
  core.heardFrom = {};
}

/** Records the page view, once its markup is there or the page goes, and then what was told of it. */
export function viewPage(core: Core): void {
  // a prerendered page may never be seen: https://developer.mozilla.org/docs/Web/API/Document/prerendering
  if (core.shownPage || !core.granted[0] || (document as { prerendering?: boolean }).prerendering) return;
  const { topics, product } = describePage();
  core.shownPage = { path: readPath(core), topics };
  const [, , host] = document.referrer.split('/');
  record(core, 'page_view', {
    ...core.shownPage,
    title: document.title,
    language: document.documentElement.lang,
    // it led to the first view only
    referrerHost: core.nextSequence || host === location.host ? undefined : host,
  });
  core.engagement.beginPage();
  for (const telling of core.heldTellings.splice(0)) core.tell(...telling);
  readAttributes(core);
  if (product) tellTerms(core, 3, 'product_view', { items: [product], topics });
}

function closePage(core: Core): void {
  viewPage(core);
  settle(core);
  const delta = core.shownPage && core.engagement.takeDelta();
  if (delta) record(core, 'engagement', { ...core.shownPage, ...delta });
}

/** Another page, or another view of the same. */
export function turnPage(core: Core): void {
  core.isLeaving = false;
  saveSoon(core);
  closePage(core);
  stopPage(core);
  setTimeout(viewPage, renderMs, core);
}

/** Turns the page when its address is another: a fragment is none, nor are campaign parameters that a script takes off. */
export function followAddress(core: Core): void {
  const before = core.shownAddress;
  core.shownAddress = readPath(core)
    .split(/[?&]/)
    .filter((part) => !/^utm_/.test(part))
    .join();
  if (core.settings.spa !== 'off' && before !== core.shownAddress && before) turnPage(core);
}

/** The page may be going: all that it owes is recorded now, sent, and written where a leaving page can. */
export function leavePage(core: Core, isUnloading: boolean): void {
  core.isLeaving = core.isLeaving || isUnloading;
  if (!core.granted[0]) return;
  closePage(core);
  sendLast(core);
  if (core.isLeaving) spillEvents(core);
}
