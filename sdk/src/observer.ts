import type { EventType } from '@sillage/protocol';
import { whenIdle } from './browser/when-idle.js';
import { whenParsed } from './browser/when-parsed.js';
import type { Core } from './core.js';
import { readAttributes } from './record/attributes.js';
import { createFacts, isOfPage, type Source, sources } from './record/facts.js';
import { createPages } from './record/pages.js';
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
  const { settings, gate, outbox, delivery } = core;
  const isReturning = Object.values(gate.record.choices).includes('granted');
  let held: Parameters<Observer['report']>[] = [];
  /** The page that is shown has its view recorded. */
  let isViewed = false;
  let isLeaving = false;

  const recorder = createRecorder(core, () => {
    delivery.schedule();
    if (isLeaving) outbox.spill();
  });
  const facts = createFacts(recorder.record);
  const pages = createPages(core, recorder);
  /** Begins the page view, once its markup is there or the page goes, and then what was told of it. */
  const view = () => {
    if (isViewed || !gate.granted()[0]) return;
    isViewed = true;
    const line = pages.begin();
    for (const report of held.splice(0)) facts.report(...report);
    readAttributes((type, fields) => facts.report(sources.attributes, type, fields));
    if (line) facts.report(sources.jsonLd, 'product_view', toProductView(line));
  };
  const close = () => {
    facts.settle();
    if (isViewed) pages.engage();
  };
  const observer: Observer = {
    report(...report) {
      if (isViewed) facts.report(...report);
      else if ((gate.granted()[0] || gate.isUndecided()) && held.length < heldReports) held.push(report);
    },
    start() {
      // without an earlier grant, what was done before the choice is lost; what the page shows is not
      held = held.filter(([, type]) => isReturning || isOfPage(type));
      whenParsed(() => whenIdle(view));
      delivery.schedule();
    },
    stop() {
      isViewed = false;
      held = [];
      facts.turn();
    },
    move() {
      if (settings.spa !== 'off' && pages.hasMoved()) observer.turn();
    },
    turn() {
      outbox.stay();
      view();
      close();
      facts.turn();
      isViewed = isLeaving = false;
      held = [];
      setTimeout(view, renderMs);
    },
    leave(isUnloading) {
      isLeaving ||= isUnloading;
      if (!gate.granted()[0]) return;
      view();
      close();
      delivery.flush();
      if (isLeaving) outbox.spill();
    },
  };
  pages.hasMoved();
  return observer;
}
