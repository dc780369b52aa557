import type { KeptText } from './browser/keep-text.js';
import type { Gate } from './consent/gate.js';
import type { Observer } from './observer.js';
import type { Settings } from './options.js';
import type { Delivery } from './outbox/delivery.js';
import type { Outbox } from './outbox/outbox.js';

/** What the parts of one tracker share: the page's edges first, then each other. */
export interface Core {
  settings: Settings;
  /** Under which all of ours is kept on the device. */
  key: string;
  /** Of this page load: 8 random characters. */
  tab: string;
  /** localStorage. */
  text: KeptText;
  now(): number;
  random(): number;
  fetcher: typeof fetch;
  /** `navigator.globalPrivacyControl`. */
  gpc(): boolean;
  /** Tells a step of an event's or choice's way to the debug panel: what it was, and what came of it. */
  notify(...step: unknown[]): void;
  gate: Gate;
  outbox: Outbox;
  delivery: Delivery;
  observer: Observer;
}
