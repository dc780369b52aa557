import { setTimeout as wait } from 'node:timers/promises';
import { generateStoredEvents } from '../generate/index.mjs';
import { loadEvents } from '../generate/load.mjs';
import { openEmptyWarehouse } from '../generate/open.mjs';
import { percentile } from '../percentile.mjs';

/** Sessions that hold about 200 events: what one page of history is asked for. */
const sessionsOfPage = 14;
const eventsOfPage = 200;
const arrivingPerSecond = 500;

/**
 * Loads that many events, then asks for histories while others arrive.
 * @param {number} events
 * @param {{blockRows: number, aloneQueries: number, togetherQueries: number, concurrency: number}} plan
 */
export async function measureHistory(events, plan) {
  const { warehouse, ask, close } = await openEmptyWarehouse();
  try {
    await loadEvents(warehouse, generateStoredEvents({ events, days: 30 }), plan.blockRows);
    const visitors = await pickVisitors(ask);
    const stopArrivals = startArrivals(warehouse);
    let turn = 0;
    const askOnce = async () => {
      const visitor = visitors[turn++ % visitors.length];
      const startedAt = performance.now();
      const { sessions } = await warehouse.history({ site: 'sentiers', visitor, limit: sessionsOfPage });
      if (sessions.length === 0) throw new Error('A visitor of whom events are stored has no history.');
      return performance.now() - startedAt;
    };
    for (let warmUp = 0; warmUp < 20; warmUp++) await askOnce();
    const alone = await repeat(askOnce, plan.aloneQueries, 1);
    const together = await repeat(askOnce, plan.togetherQueries, plan.concurrency);
    const arrived = await stopArrivals();
    const [parts] = await ask("SELECT toFloat64(count()) AS parts FROM system.parts WHERE active AND table = 'events'");
    return { events, arrived, parts: parts.parts, alone, together };
  } finally {
    await close();
  }
}

/** Visitors with 200 events or a little more, spread over all there are. */
async function pickVisitors(ask) {
  const rows = await ask(
    `SELECT toString(visitor) AS visitor_id FROM sessions GROUP BY visitor
     HAVING sum(events) BETWEEN {least:UInt32} AND 2 * {least:UInt32} ORDER BY cityHash64(visitor) LIMIT 300`,
    { least: eventsOfPage },
  );
  return rows.map((row) => row.visitor_id);
}

/** A block every half second, as from the loader. Resolves with the number of events that arrived. */
function startArrivals(warehouse) {
  const events = generateStoredEvents({ events: 1_000_000, seed: 2, from: Date.UTC(2026, 11, 1) });
  const stopping = new AbortController();
  const run = (async () => {
    let arrived = 0;
    while (!stopping.signal.aborted) {
      const startedAt = performance.now();
      const block = take(events, arrivingPerSecond / 2);
      arrived += await loadEvents(warehouse, block, block.length);
      const rest = Math.max(0, 500 - (performance.now() - startedAt));
      await wait(rest, undefined, { signal: stopping.signal }).catch(() => {}); // the loop's head looks at the signal
    }
    return arrived;
  })();
  return () => {
    stopping.abort();
    return run;
  };
}

function take(iterator, count) {
  return Array.from({ length: count }, () => iterator.next().value);
}

async function repeat(askOnce, count, concurrency) {
  const times = [];
  const startedAt = performance.now();
  const work = async () => {
    while (times.length < count) times.push(await askOnce());
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  const seconds = (performance.now() - startedAt) / 1000;
  const at = (share) => Math.round(percentile(times, share) * 10) / 10;
  return { p50: at(0.5), p99: at(0.99), perSecond: Math.round(times.length / seconds) };
}
