import type { EventType } from '@sillage/protocol';
import { whenIdle } from './browser/when-idle.js';
import { whenParsed } from './browser/when-parsed.js';
import type { Core } from './core.js';
import { readAttributes } from './record/attributes.js';
import { describePage } from './record/describe-page.js';
import { type Engagement, watchEngagement } from './record/engagement.js';
import { createFacts, isOfPage, type Source, sources } from './record/facts.js';
import { describeView, readPath } from './record/page-view.js';
import { createRecorder } from './record/recorder.js';
import { toProductView } from './record/to-line.js';

/** What happens on the page, on its way into the outbox. */
export interface Observer {
  report(source: Source, type: EventType, fields: object): void;
  /** Consent is there: begins with the current page view. */
  start(): void;
  /** Consent is gone: nothing of what waits may become an event. */
  stop(): void;
  /** The address may have changed. */
  move(): void;
  /** Another view of the same address. */
  turn(): void;
  /** The page may be going: all that it owes is recorded now. */
  leave(isUnloading: boolean): void;
}

/** Reports that wait for the choice, or for the page to be read, at most. */
const heldReports = 200;
/** Milliseconds that an application has to write the title and markup of its new page. */
const renderMs = 250;

export function createObserver(core: Core): Observer {
  const { settings, gate, outbox, delivery, now } = core;
  const isReturning = gate.record.choices.measurement === 'granted';
  let held: Parameters<Observer['report']>[] = [];
  /** The page whose view is recorded. */
  let page: object | undefined;
  let address: string | undefined;
  let { referrer } = document;
  let engagement: Engagement | undefined;
  let isLeaving = false;

  const record = createRecorder(core, () => {
    delivery.schedule();
    if (isLeaving) outbox.spill();
  });
  const facts = createFacts(record);
  /** Records the page view, once its markup is there or the page goes, and then what was told of it. */
  const view = () => {
    if (page || !gate.granted()[0]) return;
    const { topics, line } = describePage();
    page = { path: readPath(settings.queryAllowList), topics };
    record('page_view', { ...page, ...describeView(referrer) });
    referrer = ''; // it led to the first view only
    engagement ??= watchEngagement(now);
    engagement.turn();
    for (const report of held.splice(0)) facts.report(...report);
    readAttributes((type, fields) => facts.report(sources.attributes, type, fields));
    if (line) facts.report(sources.jsonLd, 'product_view', toProductView({ ...line, topics }));
  };
  const close = () => {
    view();
    facts.settle();
    const delta = page && engagement?.take();
    if (delta) record('engagement', { ...page, ...delta });
  };
  const observer: Observer = {
    report(...report) {
      if (page) facts.report(...report);
      else if ((gate.granted()[0] || gate.isUndecided()) && held.length < heldReports) held.push(report);
    },
    start() {
      // without an earlier grant, what was done before the choice is lost; what the page shows is not
      held = held.filter(([, type]) => isReturning || isOfPage(type));
      whenParsed(() => whenIdle(view));
      delivery.schedule();
    },
    stop() {
      page = undefined;
      held = [];
      facts.turn();
    },
    move() {
      const before = address;
      // campaign parameters that a script takes off make no other page, nor does a fragment
      address = readPath(settings.queryAllowList).replace(/utm_[^&]*&?/g, '');
      if (settings.spa !== 'off' && before !== undefined && before !== address) observer.turn();
    },
    turn() {
      close();
      observer.stop();
      isLeaving = false;
      setTimeout(view, renderMs);
    },
    leave(isUnloading) {
      isLeaving ||= isUnloading;
      if (!gate.granted()[0]) return;
      close();
      delivery.flush();
      if (isLeaving) outbox.spill();
    },
  };
  observer.move();
  return observer;
}
