import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Engine, type EngineEvent } from './engine.js';

let directory: string;
const running: Engine[] = [];
const events: EngineEvent[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sillage-engine-'));
  events.length = 0;
});

afterEach(async () => {
  for (const engine of running.splice(0)) await engine.stop();
  await rm(directory, { recursive: true });
});

async function start(): Promise<Engine> {
  const engine = await Engine.start({ directory, onEvent: (event) => events.push(event) });
  running.push(engine);
  return engine;
}

async function ask(engine: Engine, query: string, headers = engine.headers): Promise<Response> {
  return fetch(engine.url, { method: 'POST', body: query, headers });
}

function nextEvent(kind: EngineEvent['kind'], count: number): Promise<void> {
  return expect
    .poll(() => events.filter((event) => event.kind === kind).length, { timeout: 20_000, interval: 10 })
    .toBe(count);
}

it('answers who has the key, and nobody else', async () => {
  const engine = await start();
  expect(await (await ask(engine, 'SELECT 1')).text()).toBe('1\n');
  expect((await ask(engine, 'SELECT 1', {})).status).toBe(404);
  expect((await ask(engine, 'SELECT 1', { 'X-Engine-Key': 'guess' })).status).toBe(404);
});

it('keeps its key in a file that only its user reads, and removes it at the end', async () => {
  await writeFile(join(directory, 'engine-leftover.xml'), '');
  const engine = await start();
  const configs = async () => (await readdir(directory)).filter((name) => name.endsWith('.xml'));
  const [config, ...others] = await configs();
  expect(others).toEqual([]);
  expect((await stat(join(directory, config as string))).mode & 0o777).toBe(0o600);
  await engine.stop();
  expect(await configs()).toEqual([]);
});

it('is started again after each kill, with its data', async () => {
  const engine = await start();
  await ask(engine, 'CREATE TABLE kept (n UInt8) ORDER BY n');
  await ask(engine, 'INSERT INTO kept VALUES (7)');
  for (let round = 1; round <= 3; round++) {
    process.kill(engine.pid as number, 'SIGKILL');
    await nextEvent('started', 1 + round);
    expect(await (await ask(engine, 'SELECT n FROM kept')).text()).toBe('7\n');
  }
});

it('refuses a second owner at once and leaves the first as it was', async () => {
  const engine = await start();
  await expect(start()).rejects.toMatchObject({ code: 'locked' });
  expect(await (await ask(engine, 'SELECT 1')).text()).toBe('1\n');
  process.kill(engine.pid as number, 'SIGKILL');
  await nextEvent('started', 2);
  expect(await (await ask(engine, 'SELECT 1')).text()).toBe('1\n');
});

it('takes over the directory of an owner that was killed, though its lock file names a living pid', async () => {
  const entry = new URL('../../test/hold-engine.mjs', import.meta.url).pathname;
  const holder = spawn(process.execPath, [entry, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(holder.stdout, 'data');
  const lock = join(directory, 'engine.lock');
  expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: holder.pid });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  await writeFile(lock, JSON.stringify({ pid: process.pid, startedAt: 'at another time' }));
  const engine = await start();
  expect(await (await ask(engine, 'SELECT 1')).text()).toBe('1\n');
});

it('holds its memory under the limit that it was given', async () => {
  const engine = await Engine.start({ directory, memoryBytes: 400 * 1024 ** 2 });
  running.push(engine);
  const answer = await ask(engine, 'SELECT length(groupArray(number)) FROM numbers(200000000)');
  expect(await answer.text()).toContain('MEMORY_LIMIT_EXCEEDED');
  expect(await (await ask(engine, 'SELECT 1')).text()).toBe('1\n');
});
