/**
 * A paced load in a process of its own: batches at a steady rate, whatever the answers take (an open loop).
 *
 *     node load.mjs '{"url","origin","site","eventsPerSecond","seconds","visitors","batchEvents","connections"}'
 *
 * Says each second how many events were acknowledged, as a JSON line; the last line is the summary.
 */
import { Agent } from 'node:http';
import { Batches, grant, post, templatesOf } from './visitors.mjs';

const {
  url,
  origin,
  site,
  eventsPerSecond,
  seconds,
  visitors,
  batchEvents = 10,
  connections = 32,
} = JSON.parse(process.argv[2]);
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const cookies = [];
while (cookies.length < visitors) {
  const many = Math.min(connections, visitors - cookies.length);
  cookies.push(...(await Promise.all(Array.from({ length: many }, () => grant({ url, agent, origin, site })))));
}
const templates = templatesOf(20_000, 7);
const streams = cookies.map((cookie, index) => ({
  cookie,
  batches: new Batches({ templates, site, from: index * 37 }),
}));
const summary = { acknowledged: 0, rejected: 0, statuses: {}, longestAnswerMs: 0, sent: 0 };

async function send({ cookie, batches }) {
  const { body } = batches.next(batchEvents);
  const startedAt = performance.now();
  const answer = await post({ url, agent, path: '/v1/events', headers: { origin, cookie }, body }).catch((error) => ({
    status: error.code,
  }));
  summary.longestAnswerMs = Math.max(summary.longestAnswerMs, Math.round(performance.now() - startedAt));
  summary.statuses[answer.status] = (summary.statuses[answer.status] ?? 0) + 1;
  if (answer.status !== 202) return;
  const reply = JSON.parse(answer.body);
  summary.acknowledged += reply.accepted;
  summary.rejected += reply.rejected.length;
}

const startedAt = performance.now();
const pending = new Set();
let turn = 0;
await new Promise((resolve) => {
  const tick = setInterval(() => {
    const elapsed = (performance.now() - startedAt) / 1000;
    const due = Math.floor((Math.min(elapsed, seconds) * eventsPerSecond) / batchEvents);
    while (summary.sent < due && pending.size < 2000) {
      summary.sent += 1;
      const sending = send(streams[turn++ % streams.length]).finally(() => pending.delete(sending));
      pending.add(sending);
    }
    if (elapsed < seconds) return;
    clearInterval(tick);
    resolve();
  }, 5);
  const report = setInterval(() => console.log(JSON.stringify({ acknowledged: summary.acknowledged })), 1000);
  report.unref();
});
await Promise.all(pending);
agent.destroy();
console.log(JSON.stringify({ ...summary, seconds: (performance.now() - startedAt) / 1000 }));
