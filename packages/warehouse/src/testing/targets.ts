import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouse } from '../client/clickhouse.js';
import { openEmbedded, openWarehouse } from '../open-warehouse.js';
import type { Warehouse } from '../warehouse.js';
import { PlainServer } from './plain-server.js';

/** One of the ways to have a warehouse, with what a test needs beside its interface. */
export interface Target {
  warehouse: Warehouse;
  /** SQL past the interface, to look at what is stored. */
  clickhouse: ClickHouse;
  /** kill -9, and whatever brings ClickHouse back: the supervisor, or whoever runs the server. */
  killAndRecover(): Promise<void>;
  /** Opens the warehouse once more, beside the first where that is allowed. */
  reopen(): Promise<Warehouse>;
  close(): Promise<void>;
}

async function openEmbeddedTarget(): Promise<Target> {
  const directory = await mkdtemp(join(tmpdir(), 'sillage-embedded-'));
  const { warehouse, engine } = await openEmbedded({ kind: 'embedded', directory });
  const clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'sillage' }));
  return {
    warehouse,
    clickhouse,
    killAndRecover: async () => {
      const killed = engine.pid as number;
      process.kill(killed, 'SIGKILL');
      while (engine.pid === killed || !(await warehouse.ping())) await new Promise(setImmediate);
    },
    reopen: () => openWarehouse({ kind: 'embedded', directory }),
    close: async () => {
      await clickhouse.close();
      await warehouse.close();
      await rm(directory, { recursive: true });
    },
  };
}

async function openServerTarget(): Promise<Target> {
  const directory = await mkdtemp(join(tmpdir(), 'sillage-server-'));
  const server = await PlainServer.start(directory);
  const { url, user, password } = server;
  const options = { kind: 'server', url, user, password, database: 'trail' } as const;
  const warehouse = await openWarehouse(options);
  const clickhouse = new ClickHouse(() => ({ url, user, password, database: 'trail' }));
  return {
    warehouse,
    clickhouse,
    killAndRecover: async () => {
      await server.kill();
      await server.run();
    },
    reopen: () => openWarehouse(options),
    close: async () => {
      await clickhouse.close();
      await warehouse.close();
      await server.kill();
      await rm(directory, { recursive: true });
    },
  };
}

/** Every implementation that the contract suite runs against. */
export const targets = { embedded: openEmbeddedTarget, server: openServerTarget };
