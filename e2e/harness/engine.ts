import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startChild } from './child-process.js';
import { type ClickHouse, connectClickHouse } from './clickhouse.js';
import { findFreePort } from './free-port.js';
import { waitUntil } from './wait-until.js';

/** A ClickHouse server of the test's own: Sillage is given its URL, the test asks it past Sillage. */
export interface Engine {
  readonly clickhouse: ClickHouse;
  remove(): Promise<void>;
}

const launcher = join(dirname(createRequire(import.meta.url).resolve('@sillage/warehouse')), '../engine-child.mjs');
const config = `<clickhouse>
  <max_server_memory_usage>1610612736</max_server_memory_usage>
  <http_handlers>
    <rule><handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler></rule>
  </http_handlers>
</clickhouse>
`;

export async function startEngine(): Promise<Engine> {
  const directory = await mkdtemp(join(tmpdir(), 'sillage-clickhouse-'));
  const port = await findFreePort();
  const configFile = join(directory, 'config.xml');
  await writeFile(configFile, config);
  const child = startChild(process.execPath, [
    launcher,
    join(directory, 'lock'),
    'e2e',
    join(directory, 'data'),
    '--listen_host=127.0.0.1',
    `--http_port=${port}`,
    `--config-file=${configFile}`,
  ]);
  const clickhouse = connectClickHouse(`http://127.0.0.1:${port}`);
  await waitUntil(async () => (await clickhouse.rows('SELECT 1')).length === 1, { describe: child.output });
  return {
    clickhouse,
    async remove() {
      await child.stop();
      await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
