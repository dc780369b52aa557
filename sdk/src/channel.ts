import { uuidv7 } from '@sillage/protocol';
import { openLocal } from './browser/open-local.js';
import { openConsentRecords } from './consent/consent-record.js';
import { createGate, type Gate } from './consent/gate.js';
import { createSettler, type Settler } from './consent/settle.js';
import type { Notify } from './notify.js';
import type { Settings } from './options.js';
import { createDelivery, type Delivery } from './outbox/deliver.js';
import { openEventStore } from './outbox/event-store.js';
import { createOutbox, type Outbox } from './outbox/outbox.js';
import { createPost } from './outbox/post.js';

/** The way from this page to the server: the gate before it, the outbox on it, and who carries. */
export interface Channel {
  gate: Gate;
  outbox: Outbox;
  delivery: Delivery;
  settler: Settler;
}

export interface ChannelParts {
  settings: Settings;
  notify: Notify;
  onStart(): void;
  onLoss(isOver: boolean): void;
  onDropped(count: number): void;
}

export function openChannel({ settings, notify, onStart, onLoss, onDropped }: ChannelParts): Channel {
  const { site, policyVersion } = settings;
  const now = Date.now;
  const { random } = Math;
  const local = openLocal();
  const records = openConsentRecords(local, { site, policyVersion, now });
  const post = createPost(settings.endpoint, (input, init) => fetch(input, init), now);
  const outbox = createOutbox({
    store: openEventStore(records.key),
    local,
    spillPrefix: `${records.key}:spill:`,
    pageKey: uuidv7(),
    onDropped,
  });
  const gate = createGate({
    site,
    policyVersion,
    records,
    now,
    gpc: () => !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
    language: () => (document.documentElement.lang || navigator.language).slice(0, 35),
    awaitsBanner: settings.consent !== 'api',
    onStart,
    onLoss(isOver) {
      settler.abort();
      delivery.abort();
      if (isOver) outbox.drop();
      onLoss(isOver);
    },
    onPending: (isWithdrawal) => settler.settle(isWithdrawal),
  });
  const delivery = createDelivery({ settings, gate, outbox, post, now, random, notify });
  const settler = createSettler({ site, gate, post, now, random, notify, onSettled: () => delivery.schedule() });
  addEventListener('storage', ({ key }) => (!key || key === records.key) && gate.refresh());
  addEventListener('online', () => {
    settler.settle();
    delivery.resume();
  });
  return { gate, outbox, delivery, settler };
}
