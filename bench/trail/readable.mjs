/**
 * `node bench/trail/readable.mjs [seconds=60] [eventsPerSecond=1000]`: from the acknowledgement of an event to the
 * moment when `POST /v1/history` tells it, while other visitors' events arrive at a steady rate.
 */
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { uuidv7 } from '@sillage/protocol';
import { percentile } from '../percentile.mjs';
import { origin, runLoad, withServer } from './node-under-load.mjs';
import { grant, post } from './visitors.mjs';

const seconds = Number(process.argv[2] ?? 60);
const eventsPerSecond = Number(process.argv[3] ?? 1000);
const watchers = 4;
const pollMs = 25;

await withServer(async ({ node, account }) => {
  const url = node.url;
  const agent = new Agent({ keepAlive: true });
  const load = runLoad({ url, origin, site: account.site, eventsPerSecond, seconds, visitors: 1000 });
  await delay(3000); // the load grants its visitors first
  const until = performance.now() + (seconds - 3) * 1000;
  const watch = async () => {
    const waits = [];
    while (performance.now() < until) waits.push(await watchOne({ url, agent, account }));
    return waits;
  };
  const waits = (await Promise.all(Array.from({ length: watchers }, watch))).flat();
  const summary = await load;
  agent.destroy();
  const p99Ms = Math.round(percentile(waits, 0.99));
  const figure = { p50Ms: Math.round(percentile(waits, 0.5)), p99Ms, limitMs: 1000, ratio: p99Ms / 1000 };
  console.log(JSON.stringify({ question: 'trail:readable', samples: waits.length, ...figure, load: summary }));
});

/** Milliseconds from the answer 202 to the history that has the page, by polling. */
async function watchOne({ url, agent, account }) {
  const cookie = await grant({ url, agent, origin, site: account.site });
  const id = uuidv7();
  const path = `/seen/${id.slice(0, 8)}`;
  const event = {
    id,
    type: 'page_view',
    path,
    occurredAt: Date.now(),
    clockOffsetMs: 0,
    tab: 'watch',
    sequence: 0,
    pageViewId: id,
  };
  const body = JSON.stringify({ site: account.site, sentAt: Date.now(), attempt: 1, sdk: 'bench/0', events: [event] });
  const answer = await post({ url, agent, path: '/v1/events', headers: { origin, cookie }, body });
  if (answer.status !== 202) throw new Error(`events answered ${answer.status}: ${answer.body}`);
  const acknowledgedAt = performance.now();
  const request = JSON.stringify({ site: account.site, visitorToken: cookie.slice(cookie.indexOf('=') + 1) });
  const headers = { authorization: `Bearer ${account.secretKey}`, 'content-type': 'application/json' };
  for (;;) {
    const history = await post({ url, agent, path: '/v1/history', headers, body: request });
    if (history.body.includes(path)) return performance.now() - acknowledgedAt;
    if (performance.now() - acknowledgedAt > 30_000) throw new Error(`not readable after 30 s: ${history.body}`);
    await delay(pollMs);
  }
}
