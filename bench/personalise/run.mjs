/**
 * `node bench/personalise/run.mjs [events=10000000] [visitors=500000]`: how long `POST /v1/personalise` takes among that
 * many events while 500 a second arrive: for visitors who are on their visit, and for the first request of a visit; and the
 * same while ten reports run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findEmbeddedEngine } from '@sillage/e2e/harness/embedded-engine';
import { createAccount, createNode } from '@sillage/e2e/harness/sillage';
import { waitUntil } from '@sillage/e2e/harness/wait-until';
import { fillDirectory } from '../generate/fill-directory.mjs';
import { untilMerged } from '../generate/until-merged.mjs';
import { percentile } from '../percentile.mjs';
import { origin, residentMb, runLoad } from '../trail/node-under-load.mjs';
import { post } from '../trail/visitors.mjs';
import { askReports } from './reports.mjs';
import { defineSlots } from './slots.mjs';
import { openVisit, toCookie } from './visits.mjs';

const [events = 10_000_000, visitors = 500_000] = process.argv.slice(2).map(Number);
const arriving = { eventsPerSecond: 500, visitors: 1_000 };
const site = 'shop';
const limits = { 'on-visit': { 8: { p50: 4, p99: 15 } }, 'first-of-visit': { 1: { p99: 100 }, 8: { p99: 350 } } };

const dataDir = await mkdtemp(join(tmpdir(), 'sillage-bench-'));
// visitors who have a past, spread over all of them
const spread = 'SELECT DISTINCT toString(visitor) AS id FROM session_facts ORDER BY cityHash64(id) LIMIT 2400';
const known = await fillDirectory(dataDir, { events, visitors, days: 30, site }, spread);
const account = createAccount(site);
const unlimited = { perSitePerSecond: 1e6, perAddressPerSecond: 1e6, perVisitorPerSecond: 1e6 };
const node = await createNode({ account, origins: [origin], dataDir, settings: { rateLimits: unlimited } });
const agent = new Agent({ keepAlive: true });
try {
  await node.start();
  // a shop has not taken ten million events in the last minutes
  const { clickhouse } = await waitUntil(() => findEmbeddedEngine(node.child.pid));
  await untilMerged((sql) => clickhouse.rows(sql));
  const slots = await defineSlots({ url: node.url, site, secretKey: account.secretKey });
  const personalise = (cookie) => ask(cookie, slots);
  const load = runLoad({ url: node.url, origin, site, seconds: 300, ...arriving });
  await delay(4_000); // the load grants its visitors first
  const people = known.map(({ id }) => toCookie(id, account));
  const onVisit = people.splice(0, 300);
  for (const cookie of onVisit) {
    await openVisit({ url: node.url, agent, origin, site, cookie });
    await personalise(cookie);
  }
  for (const concurrency of [1, 8, 32]) {
    const cookie = (turn) => onVisit[turn % onVisit.length];
    await measure('on-visit', concurrency, { count: 4_000, cookie, personalise });
  }
  const first = { count: 400, cookie: () => people.pop(), personalise };
  await measure('first-of-visit', 1, first);
  await measure('first-of-visit', 8, first);
  await measureBesideReports({ onVisit, personalise, first });
  console.log(JSON.stringify({ figure: 'personalise:memory', serverMb: await residentMb(node.child.pid) }));
  const { acknowledged, rejected } = await load;
  console.log(JSON.stringify({ figure: 'personalise:arrived', acknowledged, rejected }));
} finally {
  agent.destroy();
  await node.remove();
  await rm(dataDir, { recursive: true, force: true });
}

async function measure(what, concurrency, { count, cookie, personalise }) {
  const times = [];
  const startedAt = performance.now();
  let turn = 0;
  const work = async () => {
    while (turn < count) {
      const asking = cookie(turn++);
      const askedAt = performance.now();
      await personalise(asking);
      times.push(performance.now() - askedAt);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const round = (value) => Math.round(value * 10) / 10;
  const p99 = percentile(times, 0.99);
  const figure = {
    figure: `personalise:${what}`,
    concurrency,
    p50Ms: round(percentile(times, 0.5)),
    p99Ms: round(p99),
    perSecond: Math.round(times.length / ((performance.now() - startedAt) / 1000)),
  };
  console.log(JSON.stringify({ ...figure, limitMs: limits[what]?.[concurrency] }));
  return p99;
}

/** In turns, for the machine's speed changes from one minute to the next; the ratio is of the medians. */
async function measureBesideReports({ onVisit, personalise, first }) {
  const { secretKey } = account;
  const known = { count: 2_000, cookie: (turn) => onVisit[turn % onVisit.length], personalise };
  const newcomers = { ...first, count: 200 };
  const p99s = { onVisit: [[], []], firstOfVisit: [[], []] };
  let answered = 0;
  for (let round = 0; round < 3; round++) {
    p99s.onVisit[0].push(await measure('on-visit', 1, known));
    p99s.firstOfVisit[0].push(await measure('first-of-visit', 1, newcomers));
    const reports = askReports({ url: node.url, site, secretKey, now: Date.UTC(2026, 9, 1 + round) });
    await reports.begun;
    p99s.onVisit[1].push(await measure('on-visit-beside-reports', 1, known));
    p99s.firstOfVisit[1].push(await measure('first-of-visit-beside-reports', 1, newcomers));
    answered += await reports.stop();
  }
  for (const [what, [alone, beside]] of Object.entries(p99s)) {
    const ratio = Math.round((percentile(beside, 0.5) / percentile(alone, 0.5)) * 100) / 100;
    console.log(JSON.stringify({ figure: `personalise:beside-reports-${what}`, ratio, limit: 2, reports: answered }));
  }
}

async function ask(cookie, slots) {
  const body = JSON.stringify({ site, slots, context: { path: '/', locale: 'fr' } });
  const reply = await post({ url: node.url, agent, path: '/v1/personalise', headers: { origin, cookie }, body });
  if (reply.status !== 200) throw new Error(`personalise answered ${reply.status}: ${reply.body}`);
  const { recognised, decisions } = JSON.parse(reply.body);
  if (!recognised) throw new Error('A visitor of whom events are stored was not recognised.');
  if (decisions.products?.products.length === 0) throw new Error('No product was recommended.');
}
