/** `node bench/ingest/run.mjs [seconds=20] [rounds=1]`: acknowledged durable events against bare Hono; see README.md. */
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { countRows, origin, withServer } from '../trail/node-under-load.mjs';
import { grant } from '../trail/visitors.mjs';

const seconds = Number(process.argv[2] ?? 20);
const rounds = Number(process.argv[3] ?? 1);
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

async function measureBare(settings) {
  const child = fork(script('bare-server.mjs'));
  try {
    const [{ port }] = await once(child, 'message');
    const url = `http://127.0.0.1:${port}`;
    await load({ ...settings, url }, warmUpSeconds);
    return await load({ ...settings, url }, seconds);
  } finally {
    child.kill();
  }
}

async function grantAll({ url, site }) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  const cookies = await Promise.all(Array.from({ length: visitors }, () => grant({ url, agent, origin, site })));
  agent.destroy();
  return cookies.map((cookie) => cookie.slice(cookie.indexOf('=') + 1));
}

function measureIngest(onTokens) {
  return withServer(async ({ node, account, clickhouse }) => {
    const { site } = account;
    const tokens = await grantAll({ url: node.url, site });
    const bare = await onTokens({ site, tokens });
    const warmUp = await load({ url: node.url, site, tokens }, warmUpSeconds);
    const burst = await load({ url: node.url, site, tokens }, seconds);
    const endedAt = performance.now();
    const acknowledged = (warmUp.answered + burst.answered) * 10;
    while ((await countRows(clickhouse, site)) < acknowledged && performance.now() - endedAt < drainTimeoutMs) {
      await delay(100);
    }
    const drainMs = Math.round(performance.now() - endedAt);
    return { bare, burst, drainMs, lost: acknowledged - (await countRows(clickhouse, site)) };
  });
}

for (let round = 0; round < rounds; round += 1) {
  const { bare, burst, drainMs, lost } = await measureIngest(measureBare);
  console.log(
    JSON.stringify({
      question: 'ingest:burst',
      ratio: Number((burst.perSecond / bare.perSecond).toFixed(3)),
      limit: 0.3,
      eventsPerSecond: burst.perSecond * 10,
      batchesPerSecond: burst.perSecond,
      bareBatchesPerSecond: bare.perSecond,
      longestAnswerMs: burst.longestMs,
      refused: burst.refused,
      drainMs,
      lost,
    }),
  );
  if (lost !== 0 || burst.refused !== 0) process.exitCode = 1;
  if (burst.firstRefusal) console.error(burst.firstRefusal);
}
