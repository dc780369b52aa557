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
import { createAccount, createNode } from '@sillage/e2e/harness/sillage';
import { fillDirectory } from '../generate/fill-directory.mjs';
import { origin, percentile, residentMb, runLoad } from '../trail/node-under-load.mjs';
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
const spread = 'SELECT DISTINCT toString(visitor) AS id FROM session_facts ORDER BY cityHash64(id) LIMIT 1600';
const known = await fillDirectory(dataDir, { events, visitors, days: 30, site }, spread);
const account = createAccount(site);
const unlimited = { perSitePerSecond: 1e6, perAddressPerSecond: 1e6, perVisitorPerSecond: 1e6 };
const node = await createNode({ account, origins: [origin], dataDir, settings: { rateLimits: unlimited } });
const agent = new Agent({ keepAlive: true });
try {
  await node.start();
  const slots = await defineSlots({ url: node.url, site, secretKey: account.secretKey });
  const personalise = (cookie) => ask(cookie, slots);
  const load = runLoad({ url: node.url, origin, site, seconds: 240, ...arriving });
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
  const alone = await measure('first-of-visit', 1, first);
  await measure('first-of-visit', 8, first);
  await measureBesideReports({ onVisit, personalise, alone, first });
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

/** What is measured alone and beside ten reports is measured in turn, right after one another. */
async function measureBesideReports({ onVisit, personalise, alone, first }) {
  const cookie = (turn) => onVisit[turn % onVisit.length];
  const known = { count: 4_000, cookie, personalise };
  const knownAlone = await measure('on-visit', 1, known);
  const { secretKey } = account;
  const reports = askReports({ url: node.url, site, secretKey, now: Date.UTC(2026, 9, 1) });
  await reports.begun;
  const ratios = {
    onVisit: (await measure('on-visit-beside-reports', 1, known)) / knownAlone,
    firstOfVisit: (await measure('first-of-visit-beside-reports', 1, first)) / alone,
  };
  const answered = await reports.stop();
  for (const [what, ratio] of Object.entries(ratios)) {
    console.log(
      JSON.stringify({
        figure: `personalise:beside-reports-${what}`,
        ratio: Math.round(ratio * 100) / 100,
        limit: 2,
        reports: answered,
      }),
    );
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
