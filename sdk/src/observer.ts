import type { EventType } from '@sillage/protocol';
import type { Channel } from './channel.js';
import type { Notify } from './notify.js';
import type { Settings } from './options.js';
import { readAttributes } from './record/attributes.js';
import { createFacts, type Source } from './record/facts.js';
import { compact } from './record/ga4.js';
import { createPages } from './record/pages.js';
import { createRecorder } from './record/recorder.js';
import { openTab } from './record/tab.js';

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

/** What a page is, not what was done on it: told before the choice, it still holds when the grant comes. */
const ofPage = /^(product_view|search|cart_view|checkout_start)$/;
/** Reports that wait for the choice at most. */
const heldReports = 50;

export function createObserver(channel: Channel, settings: Settings, notify: Notify): Observer {
  const { gate, outbox, delivery } = channel;
  const tab = openTab(Math.random);
  let held: Parameters<Observer['report']>[] = [];
  let isUnloading = false;

  const recorder = createRecorder({
    now: Date.now,
    clockOffsetMs: () => gate.record().clockOffsetMs,
    tab,
    notify,
    keep(id, json) {
      if (!gate.granted().length) return;
      outbox.add(id, json);
      delivery.schedule();
      if (isUnloading) outbox.spill();
    },
  });
  const facts = createFacts((type, fields) => recorder.record(type, fields));
  const report: Observer['report'] = (source, type, fields) => {
    if (gate.granted().length) return facts.report(source, type, fields);
    const waiting = gate.waiting();
    const mayWait = waiting === 'held' || (waiting && ofPage.test(type));
    if (mayWait && held.length < heldReports) held.push([source, type, fields]);
  };
  const pages = createPages({
    recorder,
    queryAllowList: settings.queryAllowList,
    now: Date.now,
    onDescribed(product, topics) {
      readAttributes((type, fields) => report('attributes', type, fields));
      if (product) report('jsonLd', 'product_view', compact({ product, topics: topics.length ? topics : undefined }));
    },
  });
  const turn = () => {
    facts.turn();
    if (gate.granted().length) pages.begin();
  };
  pages.hasMoved();

  return {
    report,
    turn,
    start() {
      tab.resume();
      pages.begin();
      for (const waiting of held) report(...waiting);
      held = [];
      delivery.schedule();
    },
    stop() {
      held = [];
      facts.forget();
      pages.forget();
      tab.forget();
    },
    move() {
      if (!pages.hasMoved()) return;
      held = [];
      turn();
    },
    leave(isGoing) {
      isUnloading = isGoing;
      if (!gate.granted().length) return;
      facts.settle();
      pages.finish();
      delivery.flush();
      if (!isGoing) return;
      outbox.spill();
      tab.save();
    },
  };
}
