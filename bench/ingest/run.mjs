/** `node bench/ingest/run.mjs [seconds=20] [rounds=5]`: acknowledged durable events against bare Hono; see README.md. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { untilMerged } from '../generate/until-merged.mjs';
import { countRows, origin, withServer } from '../trail/node-under-load.mjs';
import { grant } from '../trail/visitors.mjs';

const seconds = Number(process.argv[2] ?? 20);
const rounds = Number(process.argv[3] ?? 5);
const warmUpSeconds = 4;
const connections = 32;
const visitors = 500;
const drainTimeoutMs = 180_000;

const script = (name) => fileURLToPath(new URL(name, import.meta.url));

async function load(settings, seconds) {
  const argument = JSON.stringify({ origin, connections, seconds, ...settings });
  const child = spawn(process.execPath, [script('load.mjs'), argument], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  await once(child, 'close');
  return JSON.parse(output);
}

async function grantAll({ url, site }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const cookies = await Promise.all(Array.from({ length: visitors }, () => grant({ url, agent, origin, site })));
  agent.destroy();
  return cookies.map((cookie) => cookie.slice(cookie.indexOf('=') + 1));
}

async function withBareServer(use) {
  const child = fork(script('bare-server.mjs'));
  try {
    const [{ port }] = await once(child, 'message');
    return await use(`http://127.0.0.1:${port}`);
  } finally {
    child.kill();
  }
}

/** Waits until ClickHouse has so many rows; how long that took, and how many are missing. */
async function drain(clickhouse, { site, acknowledged }) {
  const endedAt = performance.now();
  while ((await countRows(clickhouse, site)) < acknowledged && performance.now() - endedAt < drainTimeoutMs) {
    await delay(100);
  }
  const drainMs = Math.round(performance.now() - endedAt);
  return { drainMs, lost: acknowledged - (await countRows(clickhouse, site)) };
}

function print(question, round, more = {}) {
  const { bare, burst, drainMs, lost } = round;
  const figures = {
    question,
    ratio: Number(ratioOf(round).toFixed(3)),
    ...more,
    eventsPerSecond: burst.perSecond * 10,
    batchesPerSecond: burst.perSecond,
    bareBatchesPerSecond: bare,
    longestAnswerMs: burst.longestMs,
    refused: burst.refused,
    drainMs,
    lost,
  };
  console.log(JSON.stringify(figures));
}

const ratioOf = ({ bare, burst }) => burst.perSecond / bare;

await withServer(({ node, account, clickhouse }) =>
  withBareServer(async (bareUrl) => {
    const { site } = account;
    const tokens = await grantAll({ url: node.url, site });
    const sendBare = (seconds) => load({ url: bareUrl, site, tokens }, seconds);
    const sendAll = (seconds) => load({ url: node.url, site, tokens }, seconds);
    await sendBare(warmUpSeconds);
    let acknowledged = (await sendAll(warmUpSeconds)).answered * 10;
    await drain(clickhouse, { site, acknowledged });
    const told = [];
    await untilMerged((sql) => clickhouse.rows(sql));
    let before = (await sendBare(seconds)).perSecond;
    for (let round = 0; round < rounds; round += 1) {
      const burst = await sendAll(seconds);
      acknowledged += burst.answered * 10;
      const drained = await drain(clickhouse, { site, acknowledged });
      await untilMerged((sql) => clickhouse.rows(sql));
      const after = (await sendBare(seconds)).perSecond;
      told.push({ bare: Math.round((before + after) / 2), burst, ...drained });
      before = after;
      print('ingest:burst-round', told.at(-1));
      if (drained.lost !== 0 || burst.refused !== 0) process.exitCode = 1;
      if (burst.firstRefusal) console.error(burst.firstRefusal);
    }
    told.sort((a, b) => ratioOf(a) - ratioOf(b));
    print('ingest:burst', told[told.length >> 1], { limit: 0.3 });
  }),
);
