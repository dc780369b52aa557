/**
 * `node bench/trail/sustained.mjs [seconds=300] [eventsPerSecond=10000]`: events into ClickHouse at a steady rate, the
 * load on this machine too, with the lag sampled from ClickHouse itself and the memory of both processes.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../percentile.mjs';
import { countRows, origin, residentMb, runLoad, withServer } from './node-under-load.mjs';

const seconds = Number(process.argv[2] ?? 300);
const eventsPerSecond = Number(process.argv[3] ?? 10_000);

await withServer(async ({ node, account, engine, clickhouse }) => {
  const samples = [];
  let isLoading = true;
  const sampling = (async () => {
    while (isLoading) {
      await delay(2000);
      samples.push(await sample({ node, engine, clickhouse, site: account.site }));
    }
  })();
  const settings = { url: node.url, origin, site: account.site, eventsPerSecond, seconds, visitors: 5000 };
  const summary = await runLoad(settings);
  isLoading = false;
  const endedAt = performance.now();
  while ((await countRows(clickhouse, account.site)) < summary.acknowledged && performance.now() - endedAt < 120_000) {
    await delay(50);
  }
  const drainMs = Math.round(performance.now() - endedAt);
  const rows = await countRows(clickhouse, account.site);
  await sampling;
  const lags = samples.filter(({ rows: seen }) => seen > 0).map(({ lagMs }) => lagMs);
  const rate = Math.round(summary.acknowledged / summary.seconds);
  const lost = summary.acknowledged - rows;
  const figure = { eventsPerSecond: rate, limit: eventsPerSecond, ratio: rate / eventsPerSecond };
  const lag = {
    p50LagMs: percentile(lags, 0.5),
    p99LagMs: percentile(lags, 0.99),
    maxLagMs: Math.max(...lags),
    drainMs,
  };
  console.log(JSON.stringify({ question: 'trail:sustained', ...figure, ...lag, lost, ...summary }));
  for (const line of memoryOf(samples)) console.log(JSON.stringify({ question: 'trail:memory', ...line }));
  console.log(
    JSON.stringify({ question: 'trail:memory_at_rest', ...(await restingMemory({ node, engine, clickhouse })) }),
  );
  if (lost !== 0) process.exitCode = 1;
});

/** The lag is told by the newest row: how long ago ClickHouse's newest event was received. */
async function sample({ node, engine, clickhouse, site }) {
  const askedAt = Date.now();
  const [row] = await clickhouse.rows(
    'SELECT count() AS n, toUnixTimestamp64Milli(max(received_at)) AS newest FROM sillage.events WHERE site = {site:String}',
    { site },
  );
  const memory = { serverMb: await residentMb(node.child.pid), engineMb: await residentMb(engine.pid) };
  return { rows: Number(row.n), lagMs: askedAt - Number(row.newest), ...memory };
}

/** The memory after 20 s without load, in which merges end, once the engine's allocator gave back what it keeps for reuse. */
async function restingMemory({ node, engine, clickhouse }) {
  await delay(20_000);
  await clickhouse.rows('SYSTEM JEMALLOC PURGE');
  return { serverMb: await residentMb(node.child.pid), engineMb: await residentMb(engine.pid) };
}

/** The memory at each million of events, and at the end. */
function memoryOf(samples) {
  const marks = samples.filter((sample, index) => {
    const next = samples[index + 1];
    return next === undefined || Math.floor(next.rows / 1e6) > Math.floor(sample.rows / 1e6);
  });
  return marks.map(({ rows, serverMb, engineMb }) => ({ rows, serverMb, engineMb }));
}
