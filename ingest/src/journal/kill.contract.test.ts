import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEventRow } from '@sillage/warehouse';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openEventStore } from '../open-event-store.js';
import { verifyLoaded } from '../testing/loaded-proofs.js';
import { createMemoryWarehouse } from '../testing/memory-warehouse.js';
import { quietLogger } from '../testing/quiet-logger.js';

const rounds = 20;
const entry = fileURLToPath(new URL('../../test/append-until-killed.mjs', import.meta.url));

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'killed-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** Kills the child with -9 once it has acknowledged so many appends; returns the ids of all that it acknowledged. */
async function appendUntilKilled(appends: number): Promise<string[]> {
  const child = spawn(process.execPath, [entry, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    output += text;
    if (output.split('\n').length > appends + 1) child.kill('SIGKILL');
  });
  await once(child, 'close');
  // The last line may be cut.
  return output
    .split('\n')
    .slice(1, -1)
    .flatMap((line) => line.split(' '));
}

test('what was acknowledged before a kill -9 is there once, in the state and in the tables', async () => {
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    acknowledged.push(...(await appendUntilKilled(1 + Math.floor(Math.random() * 400))));
  }
  const warehouse = createMemoryWarehouse();
  const store = await openEventStore({ directory, warehouse, logger: quietLogger });
  expect(acknowledged.filter((id) => !store.isKnownEvent('boutique', id))).toEqual([]);
  const heads = store.proofHeads('boutique');
  expect(await store.drain(20_000)).toBe(true);
  const loaded = warehouse.lines.events.map((line) => readEventRow(line).id);
  const once = new Set(loaded);
  expect(once.size).toBe(loaded.length);
  expect(acknowledged.length).toBeGreaterThan(rounds);
  expect(acknowledged.filter((id) => !once.has(id))).toEqual([]);
  const chain = verifyLoaded(warehouse, heads);
  expect(chain).toMatchObject([{ proofs: loaded.length / 5, isHeadKnown: true, faults: [] }]);
});
