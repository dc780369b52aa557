/**
 * `node bench/journal/run.mjs [rounds=5] [seconds=2] [directory]`: what an acknowledged append of ten rows costs, by
 * store. See README.md beside it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { percentile } from '../percentile.mjs';
import { rowsOfOneAppend } from './rows.mjs';
import { stores } from './stores.mjs';

const rounds = Number(process.argv[2] ?? 5);
const seconds = Number(process.argv[3] ?? 2);
const parent = process.argv[4] ?? tmpdir();
const appenders = 32;

const results = Object.fromEntries(Object.keys(stores).map((name) => [name, []]));
// In turn, so that what else the machine does meets all of them.
for (let round = 0; round < rounds; round += 1) {
  for (const [name, open] of Object.entries(stores)) {
    const directory = mkdtempSync(join(parent, 'bench-journal-'));
    try {
      results[name].push(await measure(await open(directory)));
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }
}
const figures = Object.entries(results).map(([store, ofStore]) => ({ store, ...medians(ofStore) }));
for (const figure of figures) {
  const ratio = round(figure.appendsPerSecond / figures[0].appendsPerSecond);
  console.log(JSON.stringify({ figure: 'journal', ...figure, ratioToSegments: ratio }));
}

/** A closed loop: each appender appends again when its last append is durable. */
async function measure(store) {
  const latencies = [];
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const rows = rowsOfOneAppend();
  const startCpu = process.cpuUsage();
  const endAt = performance.now() + seconds * 1000;
  delay.enable();
  const appendUntilEnd = async () => {
    for (let at = performance.now(); at < endAt; at = performance.now()) {
      await store.append(rows);
      latencies.push(performance.now() - at);
    }
  };
  await Promise.all(Array.from({ length: appenders }, appendUntilEnd));
  delay.disable();
  const cpu = process.cpuUsage(startCpu);
  await store.close();
  return {
    appendsPerSecond: Math.round(latencies.length / seconds),
    p50Ms: percentile(latencies, 0.5),
    p99Ms: percentile(latencies, 0.99),
    cpuUsPerAppend: (cpu.user + cpu.system) / latencies.length,
    eventLoopP99Ms: delay.percentile(99) / 1e6,
  };
}

function medians(measured) {
  return Object.fromEntries(
    Object.keys(measured[0]).map((name) => {
      const sorted = measured.map((each) => each[name]).sort((a, b) => a - b);
      return [name, round(sorted[sorted.length >> 1])];
    }),
  );
}

function round(value) {
  return Math.round(value * 100) / 100;
}
