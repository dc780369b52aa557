import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClickHouse } from '@sillage/warehouse/clickhouse';
import { openEmbedded } from '@sillage/warehouse/open';
import { generateStoredEvents } from './index.mjs';
import { loadEvents } from './load.mjs';
import { untilMerged } from './until-merged.mjs';

/** Rows of a block, as many as the loader's in normal load. */
const blockRows = 20_000;

/**
 * A warehouse with so many events of 30 days. With `BENCH_DATA`, a directory, it stays there and is loaded only once: several
 * benchmarks read the same events, and loading ten million takes longer than any of them.
 */
export async function openLoadedWarehouse({ events, visitors }) {
  const kept = process.env.BENCH_DATA && join(process.env.BENCH_DATA, `${events}-${visitors}`);
  if (kept) await mkdir(kept, { recursive: true });
  const opened = await openIn(kept ?? (await mkdtemp(join(tmpdir(), 'sillage-bench-'))));
  const mark = kept && join(kept, 'loaded');
  if (!mark || !(await exists(mark))) {
    await loadEvents(opened.warehouse, generateStoredEvents({ events, visitors, days: 30 }), blockRows);
    if (mark) await writeFile(mark, '');
  }
  return kept ? opened : removedAtTheEnd(opened);
}

/** An empty warehouse in a temporary directory, with a way to ask ClickHouse itself; `close` removes all of it. */
export async function openEmptyWarehouse() {
  return removedAtTheEnd(await openIn(await mkdtemp(join(tmpdir(), 'sillage-bench-'))));
}

async function openIn(directory) {
  const { warehouse, engine } = await openEmbedded({ kind: 'embedded', directory });
  const clickhouse = new ClickHouse(() => ({ url: engine.url, headers: engine.headers, database: 'sillage' }));
  const ask = (sql, parameters) => clickhouse.rows({ action: 'measure', sql }, parameters);
  return {
    warehouse,
    ask,
    untilMerged: () => untilMerged(ask),
    directory,
    async close() {
      await clickhouse.close();
      await warehouse.close();
    },
  };
}

function removedAtTheEnd(opened) {
  return {
    ...opened,
    async close() {
      await opened.close();
      await rm(opened.directory, { recursive: true });
    },
  };
}

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );
