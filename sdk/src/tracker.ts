import type { Choices, ConsentSource, EventType, Purpose } from '@sillage/protocol';
import { onLeave } from './browser/on-leave.js';
import { onNavigate } from './browser/on-navigate.js';
import { whenActivated } from './browser/when-activated.js';
import { whenIdle } from './browser/when-idle.js';
import { has, noChoice, readRecord } from './consent/consent-record.js';
import { decide, refresh } from './consent/gate.js';
import { watchTarteaucitron } from './consent/tarteaucitron.js';
import type { Core } from './core.js';
import { followAddress, leavePage, turnPage } from './observe.js';
import { type TrackerOptions, toSettings } from './options.js';
import { sendLast, sendNow } from './outbox/delivery.js';
import { batchBytes } from './outbox/form-batch.js';
import { dropEvents } from './outbox/outbox.js';
import { watchCartClicks } from './record/attributes.js';
import { newEventId } from './record/event-id.js';
import { settle, tell } from './record/facts.js';
import type { Fields } from './record/fields.js';
import { readGa4 } from './record/ga4.js';
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
  token: string | undefined;
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
  readonly log: readonly unknown[][];
}

/** Steps that the log keeps. */
const keptSteps = 200;

type Guard = <A extends unknown[]>(run: (core: Core, ...given: A) => void) => (...given: A) => void;

/** A tracker of this page. It asks, stores and sends nothing before consent. */
export function createTracker(options: TrackerOptions): Tracker {
  const log: unknown[][] = [];
  const core = createCore(options, (...step) => {
    if (log.push(step) > keptSteps) log.shift();
  });
  /** Our fault is told in the debug panel, never to the page. */
  const guard: Guard =
    (run) =>
    (...given) => {
      try {
        run(core, ...given);
      } catch (error) {
        core.notify('error', error);
      }
    };
  const consent = guard((_, choices: Choices, source: ConsentSource = { name: 'api' }) =>
    decide(core, choices, source),
  );
  const track = guard((_, type: EventType, fields: object) => core.tell(0, type, fields));
  whenActivated(guard(() => boot(core, guard)));
  return {
    log,
    consent,
    track,
    withdraw: () => consent({ measurement: 'denied', personalisation: 'denied' }),
    identify: (customerId, proof) => track('identify', { customerId, ...proof }),
    pageView: guard(turnPage),
    flush: guard(() => {
      settle(core);
      sendLast(core);
    }),
    getState() {
      const { choices, pending, expiresAt, token } = core.consentRecord;
      return { choices, purposes: core.granted, isSettled: !pending[0], expiresAt, token };
    },
  };
}

function createCore(options: TrackerOptions, notify: Core['notify']): Core {
  const settings = toSettings(options);
  const core: Core = {
    settings,
    storageKey: `sillage:${settings.site}`,
    now: Date.now,
    random: Math.random,
    fetcher: (input, init) => fetch(input, init),
    hasGpc: () => !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
    notify,
    consentRecord: noChoice,
    granted: [],
    refresh: () => refresh(core),
    isConfirmed: settings.consent !== 'tarteaucitron',
    waiting: new Map(),
    aborter: new AbortController(),
    failures: 0,
    notBefore: 0,
    batchRoom: batchBytes,
    tabId: newEventId(0).slice(-8),
    nextSequence: 0,
    pageViewId: '',
    cameFrom: document.referrer,
    heldTellings: [],
    openTellings: [],
    tell: (...telling) => tell(core, ...telling),
    heardFrom: {},
  };
  core.isReturning = has(readRecord(core).choices, 'granted');
  return core;
}

/** In tasks of their own: no step may block the page. What must not be missed comes first. */
function boot(core: Core, guard: Guard): void {
  core.refresh();
  // what a page that ended while it withdrew has left behind
  if (core.consentRecord.expiresAt && !core.isReturning) dropEvents(core);
  followAddress(core);
  onLeave(guard(leavePage));
  addEventListener('storage', ({ key }) => key === core.storageKey && core.refresh());
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    // from the bfcache: another page may have withdrawn meanwhile
    core.refresh();
    turnPage(core);
  });
  if (!core.isConfirmed) {
    watchTarteaucitron(guard((_, choices) => decide(core, choices, { name: 'tarteaucitron' })));
  }
  whenIdle(guard(() => watchCartClicks((type, fields) => core.tell(1, type, fields))));
  whenIdle(
    guard(() => {
      const told = (_: Core, entry: unknown) => {
        for (const [type, fields] of readGa4(entry)) core.tell(2, type, fields);
      };
      if (core.settings.layer !== 'off') watchDataLayer(core.settings.layer, guard(told));
    }),
  );
  whenIdle(guard(() => onNavigate(guard(followAddress))));
  whenIdle(() => {
    addEventListener('online', () => sendNow(core));
    if (core.consentRecord.pending[0]) sendNow(core);
  });
}
