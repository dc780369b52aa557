/**
 * `node bench/erasure/run.mjs [events=10000000]`: how long until nothing of one visitor is found, who is erased among that many
 * events while they are still browsing: by themselves, in ClickHouse's tables, and in the rows that it keeps masked.
 */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findEmbeddedEngine } from '@sillage/e2e/harness/embedded-engine';
import { createAccount, createNode } from '@sillage/e2e/harness/sillage';
import { waitUntil } from '@sillage/e2e/harness/wait-until';
import { uuidv7 } from '@sillage/protocol';
import { fillDirectory } from '../generate/fill-directory.mjs';
import { toCookie } from '../personalise/visits.mjs';
import { origin } from '../trail/node-under-load.mjs';
import { post } from '../trail/visitors.mjs';

const [events = 10_000_000] = process.argv.slice(2).map(Number);
const site = 'shop';
const browseEveryMs = 100;
const longestMs = 900_000;

const dataDir = await mkdtemp(join(tmpdir(), 'sillage-bench-'));
const ofMost = 'SELECT toString(visitor) AS id FROM events GROUP BY visitor ORDER BY count() DESC LIMIT 1';
const [{ id: visitor }] = await fillDirectory(dataDir, { events, visitors: events / 20, days: 30, site }, ofMost);
const account = createAccount(site);
const node = await createNode({ account, origins: [origin], dataDir, settings: { purgeAfterHours: 0 } });
const agent = new Agent({ keepAlive: true });
const cookie = toCookie(visitor, account);
const browsing = { isOver: false, accepted: 0, refused: 0 };
let browsed;
try {
  await node.start();
  const engine = await waitUntil(() => findEmbeddedEngine(node.child.pid));
  const rows = (sql) => engine.clickhouse.rows(sql, { visitor });
  const tables = (
    await rows(`SELECT table FROM system.columns WHERE database = 'sillage' AND name = 'visitor'
      AND table NOT LIKE '%_from_%' AND table != 'consents' GROUP BY table ORDER BY table`)
  ).map(({ table }) => table);
  const held = async (settings) => {
    const counts = tables.map((table) => `SELECT count() AS n FROM sillage.${table} WHERE visitor = {visitor:UUID}`);
    const [row] = await rows(`SELECT sum(n) AS n FROM (${counts.join(' UNION ALL ')}) ${settings}`);
    return Number(row.n);
  };
  const [before] = await rows('SELECT count() AS n FROM sillage.events WHERE visitor = {visitor:UUID}');
  browsed = browse(browsing);
  await delay(2_000);

  const startedAt = performance.now();
  const since = () => Math.round(performance.now() - startedAt);
  const status = await erase();
  const answeredMs = since();
  await until(async () => (await toldOfThemselves()) === 0);
  const untoldMs = since();
  await until(async () => (await held('')) === 0);
  const foundNothingMs = since();
  await until(async () => !(await inJournal()));
  const outOfJournalMs = since();
  await until(async () => (await held('SETTINGS apply_deleted_mask = 0')) === 0);
  const rewrittenMs = since();
  await delay(2_000);
  browsing.isOver = true;
  await browsed;
  const cameBack = (await held('SETTINGS apply_deleted_mask = 0')) + (await toldOfThemselves());
  const { accepted, refused } = browsing;
  const times = { answeredMs, untoldMs, foundNothingMs, outOfJournalMs, rewrittenMs };
  const ofVisitor = { before: Number(before.n), acceptedBeside: accepted, refusedAfter: refused, cameBack };
  console.log(JSON.stringify({ figure: 'erasure', events, status, ...times, ...ofVisitor }));
  if (status !== 202 || cameBack > 0 || refused === 0) process.exitCode = 1;
} finally {
  browsing.isOver = true;
  await browsed;
  agent.destroy();
  await node.stop();
  await node.remove();
  await rm(dataDir, { recursive: true, force: true });
}

/** Page views, again and again, as an open page sends them. */
async function browse(state) {
  while (!state.isOver) {
    const body = JSON.stringify({ site, sentAt: Date.now(), attempt: 1, sdk: 'bench/0', events: [viewNow()] });
    const reply = await post({ url: node.url, agent, path: '/v1/events', headers: { origin, cookie }, body });
    const { accepted = 0, rejected = [] } = JSON.parse(reply.body);
    state.accepted += accepted;
    state.refused += rejected.filter(({ reason }) => reason === 'erased').length;
    await delay(browseEveryMs);
  }
}

function viewNow() {
  const id = uuidv7();
  const base = { id, pageViewId: id, occurredAt: Date.now(), clockOffsetMs: 0, tab: 'bench001', sequence: 0 };
  return { ...base, type: 'page_view', path: '/tentes/p1', topics: ['tentes'] };
}

async function erase() {
  const reply = await fetch(`${node.url}/v1/me?site=${site}`, { method: 'DELETE', headers: { origin, cookie } });
  return reply.status;
}

/** Visits that the visitor is told of. */
async function toldOfThemselves() {
  const reply = await fetch(`${node.url}/v1/me?site=${site}`, { headers: { origin, cookie } });
  return (await reply.json()).history.visits;
}

async function inJournal() {
  const folder = join(dataDir, 'journal');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.segment'));
  const files = await Promise.all(names.map((name) => readFile(join(folder, name)).catch(() => Buffer.alloc(0))));
  return files.some((bytes) => bytes.includes(visitor));
}

async function until(isSo) {
  const deadline = performance.now() + longestMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('Something of the visitor is still there.');
    await delay(25);
  }
}
