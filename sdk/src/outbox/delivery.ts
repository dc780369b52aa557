import { createLaterRequest } from '../browser/send-later.js';
import { whenIdle } from '../browser/when-idle.js';
import { withLock } from '../browser/with-lock.js';
import { isRefusal } from '../consent/gate.js';
import type { Core } from '../core.js';
import { sdkVersion } from '../version.js';
import { backoffMs } from './backoff.js';
import type { StoredEvent } from './event-store.js';
import { batchBytes, formBatch } from './form-batch.js';

export interface Delivery {
  /** Sends soon, with what else comes by then. */
  schedule(): void;
  /** Sends now: a choice was made, or the network is back. */
  resume(): void;
  /** Sends what this tab holds, at once and without waiting for other tabs: the page may be going. */
  flush(): void;
  /** Tells the server the choices it has not answered. */
  tell(): Promise<void>;
  /** Ends all that is under way but a refusal. */
  abort(): void;
}

/** Milliseconds that an event waits for others. */
const batchDelayMs = 1000;
/** Milliseconds after which no answer is awaited. */
const timeoutMs = 20_000;
/** Events read from the disk at a time. */
const readAtOnce = 200;
/**
 * Requests that a leaving page sends at most: with the one that may be under way, four of 16 KiB fill the 64 KiB of
 * keepalive (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch).
 */
const flushedBatches = 3;
const eventsPath = '/v1/events';
/** Keepalive lets a request outlive its page; text needs no preflight; the referrer would tell the query. */
const requestInit: RequestInit = { method: 'POST', keepalive: true, credentials: 'include', referrerPolicy: 'origin' };

export function createDelivery(core: Core): Delivery {
  const { settings, gate, outbox, now, key } = core;
  const later = createLaterRequest();
  let controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let notBefore = 0;
  let bytes = batchBytes;

  const wait = (delayMs: number) => {
    clearTimeout(timer);
    notBefore = now() + delayMs;
    timer = setTimeout(drain, delayMs);
  };
  /** The status when the server took the request or never will; 0 when it is to be sent again, later. */
  const post = async (path: string, body: string, signal: AbortSignal | null = null) => {
    const timeout = setTimeout(delivery.abort, timeoutMs);
    const sentAt = now();
    let response: Response | undefined;
    let reply: { serverTime: number; token?: string } | undefined;
    try {
      response = await core.fetcher(settings.endpoint + path, { ...requestInit, body, signal });
      if (response.ok) reply = await response.json();
    } catch {
      response = undefined; // offline, blocked, aborted, cut, or an answer that is not JSON
    }
    clearTimeout(timeout);
    const { status = 0 } = response ?? {};
    core.notify(path, body, status, reply);
    if (reply) keep(reply, (sentAt + now()) / 2);
    const isFinal = /^(2..|40[013]|413|422)$/.test(`${status}`);
    const retryAfter = response?.headers.get('retry-after');
    if (!isFinal) wait(backoffMs({ failures: failures++, retryAfter, now: now(), random: core.random() }));
    else failures = 0;
    return isFinal ? status : 0;
  };
  /** Writing tells the other tabs: only when the clock is off by more than a request takes. */
  const keep = ({ serverTime, token }: { serverTime: number; token?: string }, at: number) => {
    const clockOffsetMs = Math.round(serverTime - at);
    if (token || Math.abs(clockOffsetMs - gate.record.clockOffsetMs) > 1000) {
      gate.amend({ clockOffsetMs, ...(token && { token }) });
    }
  };
  /** Events wait until the server has the proof under which they were collected. */
  const select = (events: readonly StoredEvent[]) =>
    formBatch(gate.granted()[0] && !gate.record.pending[0] && now() >= notBefore ? events : [], bytes);
  const toBody = (batch: readonly StoredEvent[], hasLeft: boolean) => {
    const envelope = {
      site: settings.site,
      sentAt: now(),
      attempt: hasLeft ? failures + 2 : 1,
      sdk: sdkVersion,
      purposes: batch[0]?.[2].split(','),
      token: gate.record.token,
      webdriver: !!navigator.webdriver,
      internal: settings.internal !== 'off',
      gpc: core.gpc(),
    };
    return `${JSON.stringify(envelope).slice(0, -1)},"events":[${batch.map(([, json]) => json)}]}`;
  };
  /** Whether there was something to send, and it need not be sent again as it is. */
  const send = async (batch: readonly StoredEvent[]) => {
    if (!batch[0]) return 0;
    const status = await post(eventsPath, toBody(batch, outbox.mark(batch, true)), controller.signal);
    outbox.mark(batch, false);
    bytes = status === 413 ? bytes / 2 : batchBytes;
    if (status && (status !== 413 || !batch[1])) outbox.remove(batch);
    return status;
  };
  /** One tab sends at a time, whatever tab the events are from. */
  const drain = () => {
    timer = undefined;
    later.disarm();
    withLock(key, async () => {
      gate.refresh();
      outbox.adopt();
      await delivery.tell();
      while (await send(select(await outbox.ofAll(readAtOnce))));
    });
  };
  const delivery: Delivery = {
    resume: () => wait(0),
    schedule() {
      if (timer) return;
      timer = setTimeout(drain, batchDelayMs);
      whenIdle(() => {
        const batch = select(outbox.ofTab());
        if (timer && batch[0])
          later.arm(settings.endpoint + eventsPath, { ...requestInit, body: toBody(batch, false) });
      });
    },
    flush() {
      later.disarm();
      for (let count = flushedBatches; count; count--) send(select(outbox.ofTab()));
    },
    async tell() {
      for (let [request] = gate.record.pending; request; [request] = gate.record.pending) {
        const signal = isRefusal(request) ? undefined : controller.signal;
        if (!(await post('/v1/consent', JSON.stringify(request), signal))) return;
        gate.amend({}, request);
      }
    },
    abort() {
      controller.abort();
      controller = new AbortController();
      later.disarm();
    },
  };
  return delivery;
}
