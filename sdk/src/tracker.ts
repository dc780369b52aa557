import type { Choices, ConsentSource, EventType, Purpose } from '@sillage/protocol';
import { listen } from './browser/listen.js';
import { onLeave } from './browser/on-leave.js';
import { onNavigate } from './browser/on-navigate.js';
import { whenIdle } from './browser/when-idle.js';
import { decide } from './consent/gate.js';
import type { Core } from './core.js';
import { createCore } from './create-core.js';
import { guard } from './guard.js';
import { followAddress, leavePage, turnPage, viewPage } from './observe.js';
import { type TrackerOptions, toSettings } from './options.js';
import { sendLast, sendNow } from './outbox/delivery.js';
import { dropEvents } from './outbox/outbox.js';
import { watchCartClicks } from './record/attributes.js';
import { settle } from './record/facts.js';
import type { Fields } from './record/fields.js';
import { watchDataLayer } from './record/watch-data-layer.js';

/** What the shop's signature of a customer id says; see `POST /v1/events`. */
export interface IdentifyProof {
  /** Unix seconds until which the signature holds. */
  expiresAt: number;
  /** Hex HMAC-SHA256 that the shop's server made. */
  signature: string;
}

export interface TrackerState {
  /** The visitor's choice; a purpose not named was never chosen. */
  choices: Choices;
  /** What holds now. */
  purposes: Purpose[];
  /** The server has answered every choice. */
  isSettled: boolean;
  /** When the choice must be asked again, milliseconds since 1970; 0 without a choice. */
  expiresAt: number;
  /** The visitor's signed token, only where there can be no first-party cookie. */
  token?: string | undefined;
}

/** The API of the tag and of the ESM package. No method throws. */
export interface Tracker {
  /** Records an event. Without a grant it does nothing. */
  track<T extends EventType>(type: T, fields: Fields<T>): void;
  /** The visitor's choice as a banner reports it; `denied` after a grant withdraws. */
  consent(choices: Choices, source?: ConsentSource): void;
  /** Takes back every purpose. */
  withdraw(): void;
  identify(customerId: string, proof: IdentifyProof): void;
  /** Begins a page view of the current address: for applications that set `spa` to `off`. */
  pageView(): void;
  /** Sends what waits at once. */
  flush(): void;
  getState(): TrackerState;
  /** The last steps of events and choices, for the debug panel. */
  readonly log: unknown[][];
}

/** Steps that the log keeps. */
const keptSteps = 200;

/** A tracker of this page. It asks, stores and sends nothing before consent. */
export function createTracker(options: TrackerOptions): Tracker {
  const log: unknown[][] = [];
  const core = createCore(toSettings(options), {
    clock: Date.now,
    drawRandom: Math.random,
    fetcher: (...request) => fetch(...request),
    hasGpc: () => !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
    logStep(...step) {
      if (log.push(step) > keptSteps) log.shift();
    },
  });
  const { tell } = core;
  const consent = guard(core, (choices: Choices, source: ConsentSource = { name: 'api' }) =>
    decide(core, choices, source),
  );
  // a task of its own: reading the script took one already
  setTimeout(guard(core, () => boot(core)));
  return {
    log,
    consent,
    track: guard(core, (type: EventType, fields: object) => tell(0, type, fields)),
    withdraw: () => consent({ measurement: 'denied', personalisation: 'denied' }),
    identify: guard(core, (customerId, proof) => tell(0, 'identify', { customerId, ...proof })),
    pageView: guard(core, () => turnPage(core)),
    flush: guard(core, () => {
      settle(core);
      sendLast(core);
    }),
    getState: () => ({
      choices: core.consentRecord.choices,
      token: core.consentRecord.token,
      expiresAt: core.consentRecord.expiresAt,
      purposes: core.granted,
      isSettled: !core.consentRecord.pending[0],
    }),
  };
}

/** In tasks of their own: no step may block the page. What must not be missed comes first. */
function boot(core: Core): void {
  core.reread();
  // what a page that ended while it withdrew has left behind
  if (core.consentRecord.expiresAt && !core.isReturning) dropEvents(core);
  followAddress(core);
  onLeave(guard(core, (isUnloading) => leavePage(core, isUnloading)));
  listen('storage', core.reread); // of whatever key: `clear()` names none
  listen('pageshow', (event) => {
    if (!event.persisted) return;
    // from the bfcache: another page may have withdrawn meanwhile
    core.reread();
    turnPage(core);
  });
  listen('prerenderingchange', () => viewPage(core));
  const steps = [
    () => watchCartClicks(core),
    () => watchDataLayer(core),
    () => onNavigate(guard(core, () => followAddress(core))),
    () => {
      listen('online', () => sendNow(core));
      if (core.consentRecord.pending[0]) sendNow(core);
    },
  ];
  for (const step of steps) whenIdle(guard(core, step));
}
