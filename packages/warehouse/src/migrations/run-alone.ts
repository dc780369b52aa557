import { setTimeout as wait } from 'node:timers/promises';
import type { ClickHouse, NamedQuery } from '../client/clickhouse.js';
import { WarehouseError } from '../warehouse.js';

/** The longest that a schema is worked at, and waited for. */
const longestMs = 3_600_000;
const beatMs = 100;
const retryMs = 250;

/**
 * Runs `work` while no other process runs it in this database: a query is held whose id only one can have at a time. ClickHouse
 * ends it when its asker goes, so that a process that dies holds up nobody (decisions/0165). `signal` aborts when the query ended
 * before the work did. Throws WarehouseError `locked` when another process had it for an hour.
 */
export async function runAlone(clickhouse: ClickHouse, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const beats = await hold(clickhouse);
  const lost = new AbortController();
  let isDone = false;
  const beating = (async () => {
    while (!isDone) {
      const { done } = await beats.next();
      if (done) throw new WarehouseError('locked', 'ClickHouse ended what keeps others from the schema.');
    }
  })().catch((error: unknown) => lost.abort(error));
  try {
    await work(lost.signal);
  } finally {
    isDone = true;
    await beating;
    await beats.return(undefined);
  }
}

/** Resolves when this process has the query. */
async function hold(clickhouse: ClickHouse): Promise<AsyncGenerator<unknown>> {
  const query: NamedQuery = {
    action: 'keep others from the schema',
    sql: `SELECT sleepEachRow(${beatMs / 1000}) FROM numbers(${longestMs / beatMs}) SETTINGS max_block_size = 1`,
    queryId: `sillage_schema_${await nameDatabase(clickhouse)}`,
    timeoutMs: longestMs,
    settings: { cancel_http_readonly_queries_on_client_close: 1 },
  };
  const until = performance.now() + longestMs;
  for (;;) {
    const beats = clickhouse.stream(query);
    try {
      await beats.next();
      return beats;
    } catch (error) {
      const isHeld = error instanceof WarehouseError && error.code === 'locked';
      if (!isHeld || performance.now() > until) throw error;
      await wait(retryMs);
    }
  }
}

async function nameDatabase(clickhouse: ClickHouse): Promise<string> {
  const [row] = await clickhouse.rows<{ name: string }>({
    action: 'name the database',
    sql: 'SELECT currentDatabase() AS name',
  });
  return row?.name ?? '';
}
