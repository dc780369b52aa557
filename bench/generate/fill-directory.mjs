import { join } from 'node:path';
import { ClickHouse } from '@sillage/warehouse/clickhouse';
import { openEmbedded } from '@sillage/warehouse/open';
import { generateStoredEvents } from './index.mjs';
import { loadEvents } from './load.mjs';

/** Fills the ClickHouse of a node's data directory as the loader does; resolves with the rows of `sql` over it. */
export async function fillDirectory(dataDir, generated, sql) {
  const { warehouse, engine } = await openEmbedded({ kind: 'embedded', directory: join(dataDir, 'clickhouse') });
  const clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'sillage' }));
  try {
    await loadEvents(warehouse, generateStoredEvents(generated), 10_000);
    return await clickhouse.rows({ action: 'pick visitors', sql });
  } finally {
    await clickhouse.close();
    await warehouse.close();
  }
}
