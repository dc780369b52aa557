import { access, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClickHouse } from '@sillage/warehouse/clickhouse';
import { openEmbedded } from '@sillage/warehouse/open';
import { generateStoredEvents } from './index.mjs';
import { loadEvents } from './load.mjs';

/**
 * Fills the ClickHouse of a node's data directory as the loader does; resolves with the rows of `sql` over it. With `BENCH_DATA`, a
 * directory, the events are loaded there once, and copied: what a benchmark erases is there for the next one.
 */
export async function fillDirectory(dataDir, generated, sql) {
  const directory = join(dataDir, 'clickhouse');
  const { events, visitors, days, site } = generated;
  const kept = process.env.BENCH_DATA && join(process.env.BENCH_DATA, [events, visitors, days, site].join('-'));
  const isThere = kept && (await isLoaded(kept));
  if (isThere) await cp(kept, directory, { recursive: true });
  const { warehouse, engine } = await openEmbedded({ kind: 'embedded', directory });
  const clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'sillage' }));
  let rows;
  try {
    if (!isThere) await loadEvents(warehouse, generateStoredEvents(generated), 10_000);
    rows = await clickhouse.rows({ action: 'pick visitors', sql });
  } finally {
    await clickhouse.close();
    await warehouse.close();
  }
  if (kept && !isThere) {
    await mkdir(kept, { recursive: true });
    await cp(directory, kept, { recursive: true });
    await writeFile(join(kept, 'loaded'), '');
  }
  return rows;
}

const isLoaded = (directory) =>
  access(join(directory, 'loaded')).then(
    () => true,
    () => false,
  );
