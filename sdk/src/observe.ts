import { cleanUrl, defaultQueryAllowList } from '@sillage/protocol';
import { whenIdle } from './browser/when-idle.js';
import { whenParsed } from './browser/when-parsed.js';
import type { Core } from './core.js';
import { sendLast, sendSoon } from './outbox/delivery.js';
import { saveSoon, spillEvents } from './outbox/outbox.js';
import { readAttributes } from './record/attributes.js';
import { describePage } from './record/describe-page.js';
import { watchEngagement } from './record/engagement.js';
import { isOfPage, settle } from './record/facts.js';
import { record } from './record/record.js';
import { toProductView } from './record/to-line.js';

/** Milliseconds that an application has to write the title and markup of its new page. */
const renderMs = 250;

const readPath = ({ settings }: Core) =>
  cleanUrl(new URL(location.href), [...defaultQueryAllowList, ...(settings.queryAllow ?? '').split(' ')]);

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
function viewPage(core: Core): void {
  if (core.shownPage || !core.granted[0]) return;
  const { topics, line } = describePage();
  core.shownPage = { path: readPath(core), topics };
  const [, , host] = core.cameFrom.split('/');
  core.cameFrom = ''; // it led to the first view only
  record(core, 'page_view', {
    ...core.shownPage,
    title: document.title,
    language: document.documentElement.lang,
    referrerHost: host === location.host ? undefined : host,
  });
  core.engagement ??= watchEngagement(core.now);
  core.engagement.turn();
  for (const telling of core.heldTellings.splice(0)) core.tell(...telling);
  readAttributes(core);
  if (line) core.tell(3, 'product_view', toProductView({ ...line, topics }));
}

function closePage(core: Core): void {
  viewPage(core);
  settle(core);
  const delta = core.shownPage && core.engagement?.take();
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
    .filter((part) => !part.startsWith('utm_'))
    .join();
  if (core.settings.spa !== 'off' && before !== core.shownAddress && before) turnPage(core);
}

/** The page may be going: all that it owes is recorded now, sent, and written where a leaving page can. */
export function leavePage(core: Core, isUnloading: boolean): void {
  core.isLeaving ||= isUnloading;
  if (!core.granted[0]) return;
  closePage(core);
  sendLast(core);
  if (core.isLeaving) spillEvents(core);
}
