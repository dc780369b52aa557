import { type Choices, type ConsentSource, type EventType, type Purpose, purposes } from '@sillage/protocol';
import { onLeave } from './browser/on-leave.js';
import { onNavigate } from './browser/on-navigate.js';
import { whenActivated } from './browser/when-activated.js';
import { whenIdle } from './browser/when-idle.js';
import { type Channel, openChannel } from './channel.js';
import { watchTarteaucitron } from './consent/tarteaucitron.js';
import { createLog, type Log } from './notify.js';
import { createObserver, type Observer } from './observer.js';
import { type Settings, type TrackerOptions, toSettings } from './options.js';
import { watchCartClicks } from './record/attributes.js';
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
  consent(choices: Choices, source?: string | ConsentSource): void;
  /** Takes back every purpose. */
  withdraw(): void;
  identify(customerId: string, proof: IdentifyProof): void;
  /** Begins a page view of the current address: for applications that set `spa` to false. */
  pageView(): void;
  /** Sends what waits at once. */
  flush(): void;
  getState(): TrackerState;
  /** The last steps of every event, as the debug panel shows them. */
  readonly log: Log;
}

/** A tracker of this page. It asks, stores and sends nothing before consent. */
export function createTracker(options: TrackerOptions): Tracker {
  const settings = toSettings(options);
  const log = createLog();
  const channel: Channel = openChannel({
    settings,
    notify: log.notify,
    onStart: () => observer.start(),
    onLoss: (isOver) => isOver && observer.stop(),
    onDropped: (count) => observer.report('api', 'custom', { name: 'outbox_dropped', properties: { count } }),
  });
  const observer = createObserver(channel, settings, log.notify);
  const guard = createGuard(log);
  const adapter = createAdapter(channel, settings);
  whenActivated(guard(() => boot({ channel, observer, settings, guard, adapter })));
  return toApi({ channel, observer, log, guard, adapter });
}

type Guard = <A extends unknown[]>(run: (...given: A) => void) => (...given: A) => void;

/** Our fault is told in the debug panel, never to the page. */
function createGuard({ notify }: Log): Guard {
  return (run) =>
    (...given) => {
      try {
        run(...given);
      } catch (error) {
        notify('error', error);
      }
    };
}

interface Adapter {
  watch(): void;
  /** The shop's own call counts more than a banner's grant. */
  overrule(): void;
}

function createAdapter({ gate }: Channel, { consent }: Settings): Adapter {
  let isOverruled = false;
  const watchBanner = () =>
    watchTarteaucitron(
      (choices, isRestored) => {
        const isGrant = purposes.some((purpose) => choices[purpose] === 'granted');
        if (!isOverruled || !isGrant) gate.decide(choices, { source: { name: 'tarteaucitron' }, isRestored });
      },
      (purpose) => gate.record().choices[purpose] === 'granted',
    );
  const detect = () => ((window as { tarteaucitron?: unknown }).tarteaucitron ? watchBanner() : gate.confirm());
  return {
    watch() {
      if (consent === 'tarteaucitron') watchBanner();
      else if (consent === 'auto' && document.readyState !== 'complete') addEventListener('load', detect);
      else if (consent === 'auto') detect();
    },
    overrule() {
      isOverruled = true;
    },
  };
}

interface Booted {
  channel: Channel;
  observer: Observer;
  settings: Settings;
  guard: Guard;
  adapter: Adapter;
}

/** In tasks of their own: no step may block the page. What must not be missed comes first. */
function boot({ channel, observer, settings, guard, adapter }: Booted): void {
  const { gate, settler, outbox } = channel;
  const steps = [
    () => adapter.watch(),
    () => watchCartClicks(guard((type, fields) => observer.report('attributes', type, fields))),
    () => {
      const told = guard((entry: unknown) => {
        for (const [type, fields] of readGa4(entry)) observer.report('dataLayer', type, fields);
      });
      if (settings.layer !== 'off') watchDataLayer(settings.layer, told);
    },
    () => settings.spa && onNavigate(guard(() => observer.move())),
    () => {
      const { choices, pending } = gate.record();
      // left over by a tab that ended while it withdrew, or by a grant that has expired
      if (choices.measurement === 'denied' && !gate.granted().length) outbox.drop();
      if (pending.length) settler.settle();
    },
  ];
  const next = () => {
    guard(() => steps.shift()?.())();
    if (steps.length) whenIdle(next);
  };
  onLeave(guard((isUnloading) => observer.leave(isUnloading)));
  addEventListener(
    'pageshow',
    guard(({ persisted }: PageTransitionEvent) => persisted && comeBack(gate, observer)),
  );
  gate.refresh();
  next();
}

/** From the bfcache: another page may have withdrawn meanwhile. */
function comeBack(gate: Channel['gate'], observer: Observer): void {
  const wasGranted = gate.granted().length > 0;
  gate.refresh();
  if (wasGranted && gate.granted().length) observer.turn();
}

interface ApiParts {
  channel: Channel;
  observer: Observer;
  log: Log;
  guard: Guard;
  adapter: Adapter;
}

function toApi({ channel: { gate, delivery }, observer, log, guard, adapter }: ApiParts): Tracker {
  const consent = (choices: Choices, source: string | ConsentSource = 'api') => {
    adapter.overrule();
    gate.decide(choices, { source: typeof source === 'string' ? { name: source } : source });
  };
  return {
    log,
    track: guard((type: EventType, fields: object) => observer.report('api', type, fields)) as Tracker['track'],
    consent: guard(consent),
    withdraw: guard(() => consent({ measurement: 'denied', personalisation: 'denied' })),
    identify: guard((customerId, proof) => observer.report('api', 'identify', { customerId, ...proof })),
    pageView: guard(() => observer.turn()),
    flush: guard(() => delivery.flush()),
    getState() {
      const { choices, pending, expiresAt, token } = gate.record();
      return { choices, purposes: gate.granted(), isSettled: !pending.length, expiresAt, token };
    },
  };
}
