import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ClickHouse } from '@sillage/warehouse/clickhouse';
import { openEmbedded } from '@sillage/warehouse/open';

/** An empty warehouse in a temporary directory, with a way to ask ClickHouse itself; `close` removes all of it. */
export async function openEmptyWarehouse() {
  const directory = await mkdtemp(join(tmpdir(), 'sillage-bench-'));
  const { warehouse, engine } = await openEmbedded({ kind: 'embedded', directory });
  const clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'sillage' }));
  const ask = (sql, parameters) => clickhouse.rows({ action: 'measure', sql }, parameters);
  return {
    warehouse,
    ask,
    /** Resolves when no merge is under way any more: parts are then as the loader and time leave them. */
    async untilMerged() {
      for (let quiet = 0; quiet < 3; ) {
        await wait(1_000);
        const [merges] = await ask('SELECT toFloat64(count()) AS running FROM system.merges');
        quiet = merges.running === 0 ? quiet + 1 : 0;
      }
    },
    async close() {
      await clickhouse.close();
      await warehouse.close();
      await rm(directory, { recursive: true });
    },
  };
}
