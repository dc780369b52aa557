import type { BatchReply, ConsentReply } from '@sillage/protocol';
import { fetchLater } from '../browser/fetch-later.js';
import { whenIdle } from '../browser/when-idle.js';
import { withLock } from '../browser/with-lock.js';
import { amendRecord, isRefusal, loseGrant, readRecord } from '../consent/consent-record.js';
import type { Core } from '../core.js';
import { sdkVersion } from '../version.js';
import { backoffMs } from './backoff.js';
import { formBatch } from './form-batch.js';
import { adoptEvents, eventsOfAll, eventsOfTab, removeEvents, type StoredEvent } from './outbox.js';

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
const toRequest = (body: string, signal: AbortSignal | undefined): RequestInit => ({
  method: 'POST',
  referrerPolicy: 'origin',
  credentials: 'include',
  keepalive: true,
  body,
  signal: signal as AbortSignal,
});

/** Sends when the time is over, and not before. */
function sendAfter(core: Core, delayMs: number): void {
  clearTimeout(core.sendTimer);
  core.notBefore = core.clock() + delayMs;
  core.sendTimer = setTimeout(sendAll, delayMs, core);
}

/** Sends now: a choice was made, or the network is back. */
export const sendNow = (core: Core): void => sendAfter(core, 0);

/** Sends soon, with what else comes by then; the browser sends it by itself should the page go down. */
export function sendSoon(core: Core): void {
  if (core.sendTimer) return;
  core.sendTimer = setTimeout(sendAll, batchDelayMs, core);
  whenIdle(() => {
    const batch = select(core, eventsOfTab(core));
    if (!batch[0]) return;
    core.laterAborter?.abort();
    core.laterAborter = new AbortController();
    fetchLater(core.settings.endpoint + eventsPath, toRequest(toBody(core, batch), core.laterAborter.signal));
  });
}

/** Sends what this tab holds, at once and without waiting for other tabs: the page may be going. */
export function sendLast(core: Core): void {
  core.laterAborter?.abort();
  for (let count = flushedBatches; count; count--) sendBatch(core, select(core, eventsOfTab(core)));
}

/** Ends all that is under way but a refusal. */
export function abortSending(core: Core): void {
  core.aborter.abort();
  core.aborter = new AbortController();
  core.laterAborter?.abort();
}

/** One tab sends at a time, whatever tab the events are from. */
function sendAll(core: Core): void {
  core.sendTimer = 0;
  core.laterAborter?.abort();
  withLock(core.storageKey, async () => {
    // what a page that has left takes over is lost with it
    if (core.isLeaving) return;
    core.reread();
    adoptEvents(core);
    await tellChoices(core);
    while (await sendBatch(core, select(core, await eventsOfAll(core, readAtOnce))));
  });
}

/** Tells the server the choices it has not answered, none of them twice at a time: what is behind one waits for its answer. */
export async function tellChoices(core: Core): Promise<void> {
  const [request] = core.consentRecord.pending;
  if (!request) return;
  const body = JSON.stringify(request);
  if (core.departed.has(body)) return sendSoon(core);
  core.departed.set(body, true);
  const isOver = await post(core, '/v1/consent', body, isRefusal(request) ? undefined : core.aborter.signal);
  core.departed.delete(body);
  if (!isOver) return;
  amendRecord(core, { pending: readRecord(core).pending.filter((other) => JSON.stringify(other) !== body) });
  core.reread();
  await tellChoices(core);
}

/** Events wait until the server has the proof under which they were collected. */
const select = (core: Core, events: readonly StoredEvent[]): StoredEvent[] =>
  core.granted[0] && !core.consentRecord.pending[0] && core.clock() >= core.notBefore ? formBatch(events) : [];

/** Whether there was something to send, and it need not be sent again. */
async function sendBatch(core: Core, batch: readonly StoredEvent[]): Promise<boolean> {
  const ids = batch.map(([id]) => id);
  if (!ids[0]) return false;
  const body = toBody(core, batch);
  for (const id of ids) core.departed.set(id, true);
  const isOver = await post(core, eventsPath, body, core.aborter.signal);
  for (const id of ids) core.departed.set(id, false);
  if (isOver) removeEvents(core, ids);
  return isOver;
}

function toBody(core: Core, batch: readonly StoredEvent[]): string {
  const envelope = {
    site: core.settings.site,
    sentAt: core.clock(),
    // what another page wrote may have left with it
    attempt: batch.some(([id]) => core.departed.has(id) || !core.unanswered.has(id)) ? 2 : 1,
    sdk: sdkVersion,
    purposes: batch[0]?.[2].split(','),
    token: core.consentRecord.token,
    webdriver: navigator.webdriver,
    internal: core.settings.internal === 'on',
    events: batch.map(([, json]) => JSON.parse(json)),
  };
  return JSON.stringify(envelope);
}

/** Whether the server took the request or never will; else it is to be sent again, later. */
async function post(core: Core, path: string, body: string, signal?: AbortSignal): Promise<boolean> {
  const timeout = setTimeout(abortSending, timeoutMs, core);
  let status = 0;
  let retryAfter: string | null | undefined;
  let reply: (Pick<ConsentReply, 'serverTime' | 'token'> & Partial<BatchReply>) | undefined;
  try {
    const response = await core.fetcher(core.settings.endpoint + path, toRequest(body, signal));
    retryAfter = response.headers.get('retry-after');
    if (response.ok) reply = await response.json();
    status = response.status;
  } catch {
    // offline, blocked, aborted, cut, or an answer that is not JSON
  }
  clearTimeout(timeout);
  core.logStep(path, body, status, reply);
  // another tab may have written since: what it withdrew or paused stays so
  const before = readRecord(core);
  const holds = before.isTold && before.accepted !== 0;
  if (reply) {
    amendRecord(core, {
      token: (holds && reply.token) || before.token,
      // one that is known already was accepted under them as well, though no page was there to read it
      accepted: (holds && (reply.accepted || reply.duplicates)) || before.accepted,
      clockOffsetMs: reply.serverTime - core.clock(),
    });
  }
  // the same answer can accept a sign-out and end the grant by it
  if (holds && (reply?.refusal || status === 401)) loseGrant(core);
  if (/^(2|4(0[013]|13|22))/.test(status as unknown as string)) {
    core.failures = 0;
    return true;
  }
  sendAfter(core, backoffMs(core, retryAfter));
  core.failures++;
  return false;
}
