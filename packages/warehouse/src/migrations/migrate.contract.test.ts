import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ClickHouse } from '../client/clickhouse.js';
import { Engine } from '../engine/engine.js';
import { migrate } from './migrate.js';
import type { Migration } from './migration.js';

const first: Migration = {
  version: 1,
  name: 'first',
  statements: ['CREATE TABLE IF NOT EXISTS one (n UInt8) ENGINE = MergeTree ORDER BY n'],
};
const second: Migration = {
  version: 2,
  name: 'second',
  statements: ['ALTER TABLE one ADD COLUMN IF NOT EXISTS m UInt8'],
};

let directory: string;
let engine: Engine;
let clickhouse: ClickHouse;
let turn = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sillage-migrate-'));
  engine = await Engine.start({ directory });
});

beforeEach(async () => {
  const server = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'default' }));
  const database = `try_${++turn}`;
  await server.run({ action: 'make', sql: `CREATE DATABASE ${database}` });
  await server.close();
  clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database }));
});

afterAll(async () => {
  await clickhouse.close();
  await engine.stop();
  await rm(directory, { recursive: true });
});

async function applied(): Promise<unknown[]> {
  return clickhouse.rows({ action: 'read', sql: 'SELECT version, name FROM schema_migrations ORDER BY version' });
}

it('applies each step once, in order, and the new ones later', async () => {
  await migrate(clickhouse, [first]);
  await migrate(clickhouse, [first, second]);
  await migrate(clickhouse, [first, second]);
  expect(await applied()).toEqual([
    { version: 1, name: 'first' },
    { version: 2, name: 'second' },
  ]);
  await clickhouse.run({ action: 'use', sql: 'INSERT INTO one (n, m) VALUES (1, 2)' });
});

it('lets two nodes start at once', async () => {
  await Promise.all([migrate(clickhouse), migrate(clickhouse)]);
  await migrate(clickhouse);
});

it('repeats a step that was cut off', async () => {
  const cut: Migration = { ...second, statements: [...second.statements, 'THIS IS NO SQL'] };
  await migrate(clickhouse, [first]);
  await expect(migrate(clickhouse, [first, cut])).rejects.toMatchObject({ code: 'refused' });
  await migrate(clickhouse, [first, second]);
  expect(await applied()).toHaveLength(2);
});

it('refuses a step that was applied in another form', async () => {
  await migrate(clickhouse, [first]);
  const changed = { ...first, statements: ['CREATE TABLE IF NOT EXISTS two (n UInt8) ENGINE = MergeTree ORDER BY n'] };
  await expect(migrate(clickhouse, [changed])).rejects.toMatchObject({
    code: 'migration',
    message: expect.stringContaining('first'),
  });
});

it('refuses a schema that is newer than it knows', async () => {
  await migrate(clickhouse, [first, second]);
  await expect(migrate(clickhouse, [first])).rejects.toMatchObject({ code: 'migration' });
});
