import type { Choices, ConsentSource, EventType, Purpose } from '@sillage/protocol';
import { keepText } from './browser/keep-text.js';
import { onLeave } from './browser/on-leave.js';
import { onNavigate } from './browser/on-navigate.js';
import { whenActivated } from './browser/when-activated.js';
import { whenIdle } from './browser/when-idle.js';
import { createGate } from './consent/gate.js';
import { watchTarteaucitron } from './consent/tarteaucitron.js';
import type { Core } from './core.js';
import { createGuard, type Guard } from './guard.js';
import { createObserver } from './observer.js';
import { type Settings, type TrackerOptions, toSettings } from './options.js';
import { createDelivery } from './outbox/delivery.js';
import { openEventStore } from './outbox/event-store.js';
import { createOutbox } from './outbox/outbox.js';
import { watchCartClicks } from './record/attributes.js';
import { newEventId } from './record/event-id.js';
import { sources } from './record/facts.js';
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
  /** When the choice must be asked again, milliseconds since 1970. */
  expiresAt: number | undefined;
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

/** A tracker of this page. It asks, stores and sends nothing before consent. */
export function createTracker(options: TrackerOptions): Tracker {
  const log: unknown[][] = [];
  const core = assemble(toSettings(options), (...step) => {
    if (log.push(step) > keptSteps) log.shift();
  });
  const { gate, observer, delivery } = core;
  const guard = createGuard(core);
  const consent = guard((choices: Choices, source: ConsentSource = { name: 'api' }) => gate.decide(choices, source));
  const track = guard((type: EventType, fields: object) => observer.report(sources.api, type, fields));
  whenActivated(guard(() => boot(core, guard)));
  return {
    log,
    consent,
    track,
    withdraw: () => consent({ measurement: 'denied', personalisation: 'denied' }),
    identify: (customerId, proof) => track('identify', { customerId, ...proof }),
    pageView: guard(observer.turn),
    flush: guard(delivery.flush),
    getState() {
      const { choices, pending, expiresAt, token } = gate.record;
      return { choices, purposes: gate.granted(), isSettled: !pending[0], expiresAt, token };
    },
  };
}

/** The way from this page to the server: the gate before it, the outbox on it, and who carries. */
function assemble(settings: Settings, notify: Core['notify']): Core {
  const edges: Partial<Core> = {
    settings,
    notify,
    key: `sillage:${settings.site}`,
    tab: newEventId(0).slice(-8),
    text: keepText(() => localStorage),
    now: Date.now,
    random: Math.random,
    fetcher: (input, init) => fetch(input, init),
    gpc: () => !!(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
  };
  const core = edges as Core;
  core.gate = createGate(core);
  core.outbox = createOutbox(core, openEventStore(core.key));
  core.delivery = createDelivery(core);
  core.observer = createObserver(core);
  return core;
}

/** In tasks of their own: no step may block the page. What must not be missed comes first. */
function boot({ settings, gate, delivery, observer, key }: Core, guard: Guard): void {
  const later = (step: () => void) => whenIdle(guard(step));
  gate.refresh();
  onLeave(guard(observer.leave));
  addEventListener('storage', (event) => event.key === key && gate.refresh());
  addEventListener('pageshow', ({ persisted }) => {
    if (!persisted) return;
    // from the bfcache: another page may have withdrawn meanwhile
    gate.refresh();
    observer.turn();
  });
  if (settings.consent === 'tarteaucitron') {
    watchTarteaucitron(guard((choices) => gate.decide(choices, { name: settings.consent })));
  }
  later(() => watchCartClicks((type, fields) => observer.report(sources.attributes, type, fields)));
  later(() => {
    const told = (entry: unknown) => {
      for (const [type, fields] of readGa4(entry)) observer.report(sources.dataLayer, type, fields);
    };
    if (settings.layer !== 'off') watchDataLayer(settings.layer, guard(told));
  });
  later(() => onNavigate(guard(observer.move)));
  later(() => {
    addEventListener('online', delivery.resume);
    if (gate.record.pending[0]) delivery.resume();
  });
}
