import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startDemo } from './harness/demo.js';
import { callShop } from './harness/demo-visitor.js';
import { waitUntil } from './harness/wait-until.js';

const command = createRequire(import.meta.url).resolve('@sillage/server/command');
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sillage-demo-'));
});
afterEach(() => rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

async function readMetric(serverUrl: string, name: string): Promise<number> {
  const text = await (await fetch(`${serverUrl}/metrics`)).text();
  return Number(new RegExp(`^${name}(?:{[^}]*})? (\\d+)`, 'm').exec(text)?.[1]);
}

interface Report {
  columns: { name: string }[];
  rows: unknown[][];
}

/** Of all weeks. */
function toAnswers({ columns, rows }: Report): number {
  const place = columns.findIndex(({ name }) => name === 'answers');
  return rows.reduce((sum, row) => sum + Number(row[place]), 0);
}

it('has shoppers to show, goes on with live ones, stops with its server, and finds the data again', async () => {
  const first = await startDemo({ directory, shoppers: 12 });
  const told = Number(/came by: (\d+) events/.exec(first.output())?.[1]);
  expect(told).toBeGreaterThan(100);
  expect(first.output()).toMatch(/curl -s http\S+\/v1\/history/);
  await waitUntil(async () => (await readMetric(first.serverUrl, 'sillage_stored_events')) > told);
  expect(await readMetric(first.serverUrl, 'sillage_events_duplicate_total')).toBe(0);

  const body = JSON.stringify(await first.exampleVisitor());
  const headers = { Authorization: `Bearer ${first.secretKey}` };
  const reply = await fetch(`${first.serverUrl}/v1/history`, { method: 'POST', headers, body });
  expect(await reply.json()).toMatchObject({ recognised: true });

  const { seen, ...others } = (await callShop(first, 'GET', '/v1/catalogue/unmatched')) as { seen: number };
  expect(seen).toBeGreaterThan(10);
  expect(others).toMatchObject({ unmatched: 0, unmatchedEvents: 0 });
  const barometer = await callShop(first, 'GET', '/v1/reports/survey-barometer?survey=recherche');
  expect(toAnswers(barometer as Report)).toBeGreaterThan(0);

  const doctor = await promisify(execFile)(process.execPath, [command, 'doctor', `${first.origin}/fr/`]);
  expect(doctor.stdout).toContain('All is well.');

  await first.stop();
  expect(first.output()).toContain('Stopped. The next start finds the data.');
  await expect(fetch(first.serverUrl)).rejects.toThrow();
  await expect(fetch(first.origin)).rejects.toThrow();

  const second = await startDemo({ directory });
  try {
    const found = Number(/Found (\d+) events/.exec(second.output())?.[1]);
    expect(found).toBeGreaterThan(told);
    expect(second.output()).not.toContain('came by');
  } finally {
    await second.stop();
  }
});
