/**
 * A load of visitors in a process of its own: sends batches of ten events without pause, resends each until it is
 * answered 202, and keeps the id of every acknowledged event. On SIGTERM it sends what is pending and ends.
 *
 *     node load.mjs '{"url","origin","site","workers","ackFile"}'
 *
 * The last line on standard output is a JSON summary.
 */
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { uuidv7 } from '@sillage/protocol';

const { url, origin, site, workers, ackFile } = JSON.parse(process.argv[2]);
const batchEvents = 10;
const summary = { acknowledged: 0, refused: 0, noAnswer: 0, longestAnswerMs: 0, statuses: {}, unexpected: [] };
let isEnding = false;
process.once('SIGTERM', () => {
  isEnding = true;
});

/** Sends until the answer is one of `final`; a failure waits as the answer asks, but a second at most. */
async function sendUntil(final, send) {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await post(() => send(attempt));
    if (answer !== undefined && final.includes(answer.status)) return answer;
    const retryAfterMs = Number(answer?.headers.get('retry-after') ?? 0) * 1000;
    await delay(Math.min(1000, Math.max(50, retryAfterMs)));
  }
}

async function post(send) {
  const startedAt = performance.now();
  try {
    const answer = await send();
    note(answer, performance.now() - startedAt);
    return answer;
  } catch {
    summary.noAnswer += 1; // the server was killed before it answered
  }
}

function note(answer, tookMs) {
  summary.statuses[answer.status] = (summary.statuses[answer.status] ?? 0) + 1;
  summary.longestAnswerMs = Math.max(summary.longestAnswerMs, Math.round(tookMs));
  const isToBeSentAgain = answer.status === 503 && answer.headers.has('retry-after');
  if (!answer.ok && !isToBeSentAgain) summary.unexpected.push(answer.status);
}

/** Each visitor has an address of its own, which the server believes its proxy on loopback: the rates count by it. */
function request(path, body, { address, cookie }) {
  const headers = { 'content-type': 'text/plain', origin, 'x-forwarded-for': address, ...(cookie && { cookie }) };
  return fetch(url + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(120_000),
  });
}

async function grant() {
  const address = `10.${[...crypto.getRandomValues(new Uint8Array(3))].join('.')}`;
  const choices = { measurement: 'granted', personalisation: 'granted' };
  const shown = { policyVersion: '1', language: 'fr', source: { name: 'api' }, gpc: false };
  const answer = await sendUntil([200], () =>
    request('/v1/consent', { site, choices, ...shown, sdk: 'bench/0' }, { address }),
  );
  await answer.arrayBuffer();
  return { address, cookie: answer.headers.getSetCookie()[0].split(';')[0] };
}

function createEvents(tab, sequence) {
  const pageViewId = uuidv7();
  return Array.from({ length: batchEvents }, (_, index) => ({
    id: index === 0 ? pageViewId : uuidv7(),
    ...(index === 0 ? { type: 'page_view', path: `/p/${sequence}` } : { type: 'custom', name: 'load' }),
    occurredAt: Date.now(),
    clockOffsetMs: 0,
    tab,
    sequence: sequence + index,
    pageViewId,
  }));
}

async function visit(worker) {
  let visitor = await grant();
  for (let sequence = 0; !isEnding; sequence += batchEvents) {
    if (sequence > 0 && sequence % 1000 === 0) visitor = await grant();
    const events = createEvents(`w${worker}`, sequence);
    const answer = await sendUntil([202], (attempt) =>
      request('/v1/events', { site, sentAt: Date.now(), attempt, sdk: 'bench/0', events }, visitor),
    );
    acknowledge(events, await answer.json());
  }
}

function acknowledge(events, reply) {
  const refused = new Set(reply.rejected.map((refusal) => refusal.index));
  const kept = events.filter((_, index) => !refused.has(index));
  appendFileSync(ackFile, kept.map((event) => `${event.id}\n`).join(''));
  summary.acknowledged += kept.length;
  summary.refused += refused.size;
  if (refused.size > 0 && summary.unexpected.length < 5) summary.unexpected.push(reply.rejected[0].reason);
}

await Promise.all(Array.from({ length: workers }, (_, worker) => visit(worker)));
console.log(JSON.stringify(summary));
