import { type Batch, type BatchReply, limits } from '@sillage/protocol';
import { createLaterRequest } from '../browser/send-later.js';
import { whenIdle } from '../browser/when-idle.js';
import { withLock } from '../browser/with-lock.js';
import type { Gate } from '../consent/gate.js';
import type { Notify } from '../notify.js';
import type { Settings } from '../options.js';
import { sdkVersion } from '../version.js';
import { backoffMs } from './backoff.js';
import type { StoredEvent } from './event-store.js';
import { formBody, purposesOf, type Selection, selectBatch } from './form-batch.js';
import type { Outbox } from './outbox.js';
import { isAccepted, isRefused, type Post, requestInit } from './post.js';

export interface DeliveryParts {
  settings: Settings;
  gate: Gate;
  outbox: Outbox;
  post: Post;
  now(): number;
  random(): number;
  notify: Notify;
}

export interface Delivery {
  /** Sends soon, with what else comes by then. */
  schedule(delayMs?: number): void;
  /** Sends what this tab holds, at once and without waiting for other tabs: the page may be going. */
  flush(): void;
  /** The network is back: no need to wait any longer. */
  resume(): void;
  /** Ends all that is under way. */
  abort(): void;
}

/** Bytes of keepalive requests that a page may have under way (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch). */
const keepaliveBytes = 65_536;
/** Events read from the disk at a time. */
const readAtOnce = 200;
const path = '/v1/events';

export function createDelivery(parts: DeliveryParts): Delivery {
  const { settings, gate, outbox, post, now, notify } = parts;
  const later = createLaterRequest();
  let controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isArming = false;
  let failures = 0;
  let notBefore = 0;
  let bytesInFlight = 0;
  let maxEvents: number = limits.batchEvents;

  /** Events wait until the server has the proof under which they were collected. */
  const canSend = () => gate.granted().length > 0 && !gate.record().pending.length && now() >= notBefore;
  const select = (events: StoredEvent[]) => {
    const granted = gate.granted();
    const selection = selectBatch(events, (id) => purposesOf(id, granted, gate.record()), maxEvents);
    if (selection.lapsed.length) outbox.remove(selection.lapsed);
    return selection;
  };
  const toBody = ({ batch, purposes }: Selection, isResent: boolean) => {
    const { token } = gate.record();
    const envelope: Omit<Batch, 'events'> = {
      site: settings.site,
      sentAt: now(),
      attempt: isResent ? failures + 2 : 1,
      sdk: sdkVersion,
      purposes,
      ...(token && { token }),
      ...(navigator.webdriver && { webdriver: true }),
      ...(settings.internal && { internal: true }),
      ...((navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl && { gpc: true }),
    };
    return formBody(envelope, batch);
  };

  const send = async (selection: Selection): Promise<boolean> => {
    const ids = selection.batch.map(([id]) => id);
    const body = toBody(selection, outbox.depart(ids));
    const { signal } = controller;
    const sentAt = now();
    bytesInFlight += body.length;
    notify('sent', ids);
    const answer = await post(path, body, signal);
    bytesInFlight -= body.length;
    outbox.stay(ids);
    if (signal.aborted) return false;
    if (isAccepted(answer.status)) {
      failures = 0;
      maxEvents = limits.batchEvents;
      outbox.remove(ids);
      notify('acknowledged', ids, answer.body);
      keepOffset((answer.body as BatchReply).serverTime - (sentAt + now()) / 2);
    } else if (answer.status === 413 && ids.length > 1) {
      maxEvents = ids.length >> 1;
    } else if (isRefused(answer.status)) {
      outbox.remove(ids);
      notify('refused', ids, answer.status);
    } else {
      const waitMs = backoffMs(failures++, answer.retryAfterMs, parts.random);
      notBefore = now() + waitMs;
      notify('kept', ids, answer.status);
      schedule(waitMs);
      return false;
    }
    return true;
  };
  /** Writing tells the other tabs: only when the clock is off by more than a request takes. */
  const keepOffset = (offsetMs: number) => {
    if (Math.abs(offsetMs - gate.record().clockOffsetMs) > 1000) {
      gate.amend((record) => ({ ...record, clockOffsetMs: Math.round(offsetMs) }));
    }
  };
  /** One tab sends at a time, whatever tab the events are from. */
  const drain = () =>
    withLock(`sillage:${settings.site}:send`, async () => {
      outbox.adopt();
      while (canSend()) {
        const selection = select(await outbox.first(readAtOnce));
        if (!selection.batch.length || !(await send(selection))) return;
      }
    });
  const arm = () => {
    isArming = false;
    const selection = canSend() && timer && select(outbox.firstOfTab());
    if (selection && selection.batch.length)
      later.arm(settings.endpoint + path, { ...requestInit, body: toBody(selection, false) });
  };
  const schedule = (delayMs = settings.batchDelayMs) => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        later.disarm();
        drain();
      },
      Math.max(delayMs, notBefore - now()),
    );
    if (!isArming) whenIdle(arm);
    isArming = true;
  };

  return {
    schedule,
    flush() {
      later.disarm();
      while (canSend()) {
        const selection = select(outbox.firstOfTab());
        const bytes = selection.batch.reduce((sum, [, json]) => sum + json.length, 1000);
        if (!selection.batch.length || bytesInFlight + bytes > keepaliveBytes) return;
        send(selection);
      }
    },
    resume() {
      clearTimeout(timer);
      timer = undefined;
      notBefore = 0;
      schedule(0);
    },
    abort() {
      controller.abort();
      controller = new AbortController();
      later.disarm();
    },
  };
}
