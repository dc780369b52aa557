import { readFileSync } from 'node:fs';
import { openLoadedWarehouse } from '../generate/open.mjs';

const limitMs = 1_000;
const events = Number(process.argv[2] ?? 10_000_000);
const visitors = Number(process.argv[3] ?? events / 20);
const rounds = 7;
const site = 'sentiers';
/** The end of the 30 days over which events are spread. */
const now = Date.UTC(2026, 9, 1);

const viewed = { type: 'viewed', topic: 'velo', atLeast: 3, withinDays: 20 };
const cameTwice = { type: 'number', fact: 'visits', is: 'at_least', value: 2 };
const neverOrdered = { type: 'number', fact: 'orders', is: 'equals', value: 0 };
const inCart = { type: 'in_cart', idleHours: 2 };

/** The first is the figure with a limit; the others tell what each condition costs. */
const segments = {
  'three-conditions': { type: 'all', of: [viewed, cameTwice, neverOrdered] },
  'three-conditions-with-cart': { type: 'all', of: [viewed, neverOrdered, { type: 'not', of: inCart }] },
  visits: cameTwice,
  viewed,
  orders: neverOrdered,
  'order-gap': { type: 'number', fact: 'gapElapsed', is: 'at_least', value: 1.5 },
  'in-cart': inCart,
  device: { type: 'word', fact: 'device', among: ['mobile'] },
  interest: { type: 'interest', kind: 'topic', key: 'velo', top: 3 },
  margin: { type: 'money', fact: 'marginMinor', currency: 'EUR', is: 'at_least', valueMinor: 1_000 },
  'open-complaint': { type: 'number', fact: 'openComplaints', is: 'at_least', value: 1 },
  'products-viewed-not-bought': { type: 'number', fact: 'productsViewedNotBought', is: 'at_least', value: 3 },
};

const { warehouse, ask, close } = await openLoadedWarehouse({ events, visitors });
try {
  const [stored] = await ask(
    "SELECT toFloat64(sum(rows)) AS facts, toFloat64(count()) AS parts FROM system.parts WHERE active AND table = 'session_facts'",
  );
  for (const [name, tree] of Object.entries(segments)) {
    const { times, persons } = await measure(tree);
    const ms = times[Math.floor(times.length / 2)];
    const limit = name === 'three-conditions' ? { limit: limitMs, ratio: round(ms / limitMs) } : {};
    print({ figure: `segment-count-ms-${name}`, value: ms, ...limit, slowest: times.at(-1), persons });
  }
  await measureStream();
  print({
    figure: 'segment-facts',
    events,
    visitors,
    ...stored,
    load: readFileSync('/proc/loadavg', 'utf8').split(' ')[0],
  });
} finally {
  await close();
}

async function measure(tree) {
  const times = [];
  let persons = 0;
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    persons = await warehouse.countSegment({ site, tree, now });
    times.push(Math.round(performance.now() - startedAt));
  }
  return { times: times.sort((a, b) => a - b), persons };
}

async function measureStream() {
  const startedAt = performance.now();
  let bytes = 0;
  const file = await warehouse.segmentMembers({ site, tree: segments.visits, now, format: 'jsonl' });
  for await (const chunk of file.bytes) {
    bytes += chunk.length;
  }
  print({ figure: 'segment-members-ms', value: Math.round(performance.now() - startedAt), bytes });
}

function round(value) {
  return Math.round(value * 100) / 100;
}

function print(figure) {
  console.log(JSON.stringify(figure));
}
