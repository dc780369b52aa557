import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startChild } from '@sillage/e2e/harness/child-process';
import { purposeBits } from '@sillage/protocol';

/** What is pending when the load ends is sent until it is acknowledged, for so long at most. */
const longestEndMs = 120_000;
const loader = fileURLToPath(new URL('load.mjs', import.meta.url));

/**
 * Runs `disturb` while visitors send events, lets the load end, waits until ClickHouse has what was acknowledged, and
 * compares id by id. `clickhouse` is called after the last disturbance, so that it finds an engine that was restarted.
 */
export async function runUnderLoad({ node, account, origin, clickhouse, workers = 8, disturb, patienceMs = 60_000 }) {
  const directory = await mkdtemp(join(tmpdir(), 'sillage-load-'));
  const ackFile = join(directory, 'acknowledged');
  const load = startLoad({ url: node.url, origin, site: account.site, workers, ackFile });
  try {
    const disturbed = await disturb({ acknowledged: () => readIds(ackFile) });
    const summary = await load.end();
    const acknowledged = await readIds(ackFile);
    const { site } = account;
    const { lost, duplicates, rows } = await compare({ acknowledged, clickhouse, site, patienceMs });
    const views = await tellViews(clickhouse, site);
    return { ...disturbed, ...summary, rows, lost, duplicates, views };
  } finally {
    await load.kill();
    await rm(directory, { recursive: true, force: true });
  }
}

function startLoad(settings) {
  const child = startChild(process.execPath, [loader, JSON.stringify(settings)]);
  return {
    async end() {
      await child.stop(longestEndMs);
      return JSON.parse(child.output().trim().split('\n').at(-1));
    },
    kill: () => child.killGroup(),
  };
}

async function readIds(file) {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line.length === 36);
}

/** Asks until nothing is missing and the count has stopped, or patience ends; then tells what is the case. */
async function compare({ acknowledged, clickhouse, site, patienceMs }) {
  const until = performance.now() + patienceMs;
  for (let before = -1; ; ) {
    const stored = await countById(clickhouse, site).catch(() => undefined);
    const rows = stored ? [...stored.values()].reduce((sum, count) => sum + count, 0) : -2;
    const lost = acknowledged.filter((id) => !stored?.has(id)).length;
    if ((lost === 0 && rows === before) || performance.now() > until) {
      return { lost, rows, duplicates: stored ? rows - stored.size : -1 };
    }
    before = rows;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** What each view has of the events that it counts, less these: 0 where each is in it once. */
async function tellViews(clickhouse, site) {
  const connection = await clickhouse();
  const ofFacts = "SELECT sumIf(events, kind = 'session')";
  const [views] = await connection.rows(
    `WITH counted AS (SELECT countIf(NOT is_bot) AS all, countIf(NOT is_bot AND bitAnd(purposes, ${purposeBits.personalisation}) != 0) AS personalised
      FROM sillage.events WHERE site = {site:String})
    SELECT toInt64((SELECT sum(events) FROM sillage.sessions WHERE site = {site:String})) - all AS sessions,
      toInt64((${ofFacts} FROM sillage.session_facts WHERE site = {site:String})) - personalised AS session_facts,
      toInt64((${ofFacts} FROM sillage.facts_by_kind WHERE site = {site:String})) - personalised AS facts_by_kind
    FROM counted`,
    { site },
  );
  return Object.fromEntries(Object.entries(views).map(([name, off]) => [name, Number(off)]));
}

async function countById(clickhouse, site) {
  const connection = await clickhouse();
  const rows = await connection.rows(
    'SELECT toString(id) AS id, count() AS rows FROM sillage.events WHERE site = {site:String} GROUP BY id',
    { site },
  );
  return new Map(rows.map((row) => [row.id, row.rows]));
}
