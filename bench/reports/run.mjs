import { readFileSync } from 'node:fs';
import { allReports } from '@sillage/warehouse';
import { visitorId } from '../generate/index.mjs';
import { openLoadedWarehouse } from '../generate/open.mjs';
import { percentile } from '../percentile.mjs';

const limitMs = 1_000;
const events = Number(process.argv[2] ?? 10_000_000);
const visitors = Number(process.argv[3] ?? events / 20);
const rounds = Number(process.argv[4] ?? 20);
/** The reports that are asked; default: all. */
const names = process.argv[5]?.split(',');
const site = 'sentiers';
const day = 86_400_000;
/** The end of the 30 days over which events are spread. */
const now = Date.UTC(2026, 9, 1);

const asked = { topic: 'velo', path: '/velo' };
const question = {
  site,
  timeZone: 'Europe/Paris',
  from: '2026-09-01',
  to: '2026-09-30',
  currency: 'EUR',
  filters: {},
  now: now + day,
};

const { warehouse, ask, untilMerged, close } = await openLoadedWarehouse({ events, visitors });
try {
  await untilMerged();
  for (const report of allReports.filter(({ name }) => names?.includes(name) ?? true)) print(await measure(report));
  await measureReads();
  const [stored] = await ask(
    'SELECT toFloat64(sum(rows)) AS rows, toFloat64(count()) AS parts FROM system.parts WHERE active',
  );
  print({
    figure: 'reports-stored',
    events,
    visitors,
    ...stored,
    load: readFileSync('/proc/loadavg', 'utf8').split(' ')[0],
  });
} finally {
  await close();
}

async function measure(report) {
  const parameters = Object.fromEntries(
    report.parameters.map((one) => [one.name, one.default ?? one.values?.[0] ?? asked[one.name] ?? 'x']),
  );
  if (report.name.startsWith('path-')) parameters.path = asked.path;
  const times = [];
  let rows = 0;
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    try {
      rows = (await warehouse.report(report, { ...question, parameters })).rows.length;
    } catch (error) {
      return { figure: `report-ms-${report.name}`, failed: error.code };
    }
    times.push(performance.now() - startedAt);
  }
  const { p50, p95 } = quantiles(times);
  return {
    figure: `report-ms-${report.name}`,
    p50,
    p95,
    limit: limitMs,
    ratio: Math.round((p95 / limitMs) * 100) / 100,
    rows,
  };
}

/** What a visitor's past costs while two reports run all the time, against nothing else running. */
async function measureReads() {
  const alone = await readPasts(300);
  const stop = new AbortController();
  const heavy = allReports.find(({ name }) => name === 'funnel');
  const running = [0, 1].map(() => runUntil(stop.signal, heavy));
  const beside = await readPasts(300);
  stop.abort();
  await Promise.all(running);
  print({
    figure: 'past-ms-beside-two-reports',
    ...beside,
    limit: 2 * alone.p99,
    ratio: Math.round((beside.p99 / alone.p99) * 50) / 100,
    alone,
  });
}

async function runUntil(signal, report) {
  while (!signal.aborted) {
    await warehouse.report(report, { ...question, parameters: {} }, signal).catch((error) => {
      if (!signal.aborted) throw error;
    });
  }
}

async function readPasts(count) {
  const times = [];
  for (let index = 0; index < count; index++) {
    const startedAt = performance.now();
    await warehouse.personFacts({ site, visitors: [visitorId(1, index)] });
    times.push(performance.now() - startedAt);
  }
  return quantiles(times);
}

function quantiles(times) {
  const at = (share) => Math.round(percentile(times, share));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function print(figure) {
  console.log(JSON.stringify(figure));
}
