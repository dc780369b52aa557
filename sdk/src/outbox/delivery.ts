import { createLaterRequest } from '../browser/send-later.js';
import { whenIdle } from '../browser/when-idle.js';
import { withLock } from '../browser/with-lock.js';
import { isRefusal } from '../consent/gate.js';
import type { Core } from '../core.js';
import { sdkVersion } from '../version.js';
import { backoffMs } from './backoff.js';
import type { StoredEvent } from './event-store.js';
import { isFinal, type Post, requestInit } from './post.js';
import { type Selection, selectBatch } from './select-batch.js';

export interface Delivery {
  /** Sends soon, with what else comes by then. */
  schedule(): void;
  /** Sends now: a choice was made, or the network is back. */
  resume(): void;
  /** Sends what this tab holds, at once and without waiting for other tabs: the page may be going. */
  flush(): void;
  /** Tells the server the choices it has not answered; true when it has answered all. */
  tell(): Promise<boolean>;
  /** Ends all that is under way but a refusal. */
  abort(): void;
}

/** Milliseconds that an event waits for others. */
const batchDelayMs = 1000;
/** Milliseconds after which no answer is awaited. */
const timeoutMs = 20_000;
/**
 * Requests that a leaving page sends at most: with the one that may be under way, four of 16 KiB fill the 64 KiB of
 * keepalive (https://fetch.spec.whatwg.org/#http-network-or-cache-fetch).
 */
const flushedBatches = 3;
/** Events read from the disk at a time. */
const readAtOnce = 200;
const eventsPath = '/v1/events';

export function createDelivery(core: Core, post: Post): Delivery {
  const { settings, gate, outbox, now, gpc, key } = core;
  const later = createLaterRequest();
  let controller = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let notBefore = 0;
  let maxEvents = readAtOnce;

  const wait = (delayMs: number) => {
    clearTimeout(timer);
    notBefore = now() + delayMs;
    timer = setTimeout(drain, delayMs);
  };
  const deliver = async (path: string, body: string, isAbortable: boolean) => {
    const timeout = setTimeout(delivery.abort, timeoutMs);
    const answer = await post(path, body, isAbortable ? controller.signal : undefined);
    clearTimeout(timeout);
    if (isFinal(answer.status)) failures = 0;
    else wait(backoffMs(failures++, answer.retryAfterMs, core.random));
    return answer;
  };
  /** Events wait until the server has the proof under which they were collected. */
  const select = (events: readonly StoredEvent[]) => {
    const { since, pending } = gate.record;
    const canSend = gate.granted()[0] && !pending[0] && now() >= notBefore;
    return selectBatch(canSend ? events.slice(0, maxEvents) : [], gate.granted(), since);
  };
  const toBody = ({ batch, purposes }: Selection, isResent: boolean) => {
    const envelope = {
      site: settings.site,
      sentAt: now(),
      attempt: isResent ? failures + 2 : 1,
      sdk: sdkVersion,
      purposes,
      token: gate.record.token,
      webdriver: !!navigator.webdriver,
      internal: settings.internal !== 'off',
      gpc: gpc(),
    };
    return `${JSON.stringify(envelope).slice(0, -1)},"events":[${batch.map(([, json]) => json)}]}`;
  };
  /** Whether there was something to send, and it need not be sent again. */
  const send = async (selection: Selection) => {
    const { ids, purposes } = selection;
    if (!ids[0]) return false;
    let status = 400;
    if (purposes[0]) {
      ({ status } = await deliver(eventsPath, toBody(selection, outbox.depart(ids)), true));
      outbox.arrive(ids);
    }
    const isSplit = status === 413 && ids[1];
    maxEvents = isSplit ? ids.length >> 1 : readAtOnce;
    if (isFinal(status) && !isSplit) outbox.remove(ids);
    return isFinal(status);
  };
  /** One tab sends at a time, whatever tab the events are from. */
  const drain = () => {
    timer = undefined;
    later.disarm();
    withLock(key, async () => {
      gate.refresh();
      outbox.adopt();
      if (await delivery.tell()) while (await send(select(await outbox.ofAll(readAtOnce))));
    });
  };
  const delivery: Delivery = {
    resume: () => wait(0),
    schedule() {
      if (timer) return;
      timer = setTimeout(drain, batchDelayMs);
      whenIdle(() => {
        const selection = select(outbox.ofTab());
        if (timer && selection.purposes[0]) {
          later.arm(settings.endpoint + eventsPath, { ...requestInit, body: toBody(selection, false) });
        }
      });
    },
    flush() {
      later.disarm();
      for (let count = flushedBatches; count; count--) send(select(outbox.ofTab()));
    },
    async tell() {
      for (let [request] = gate.record.pending; request; [request] = gate.record.pending) {
        const { status, reply } = await deliver('/v1/consent', JSON.stringify(request), !isRefusal(request));
        if (!isFinal(status)) return false;
        gate.amend(reply?.token ? { token: reply.token } : {}, request);
      }
      return true;
    },
    abort() {
      controller.abort();
      controller = new AbortController();
      later.disarm();
    },
  };
  return delivery;
}
