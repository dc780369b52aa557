/**
 * `node --expose-gc bench/personalise/memory.mjs [visitors=100000]`: memory of visitors who are on their visit, each with a
 * past of two visits, and asked for twice; then what is kept of as many with the default bound. Visits are the generator's.
 * Only ClickHouse is left out: what is read of it is parsed anew for each visitor, as from its answer.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { createPersonalise, LiveVisitors, Recommender, SiteCatalogue } from '@sillage/personalise';
import { defaultInterestSettings, uuidv7 } from '@sillage/protocol';
import { readFactColumns, sumFact, toEventRowTail, toFacts } from '@sillage/warehouse';
import { generateStoredEvents } from '../generate/index.mjs';
import { Random } from '../generate/random.mjs';

const visitors = Number(process.argv[2] ?? 100_000);
const site = { id: 'shop', currency: 'EUR', origins: [], visitorCookie: { mode: 'header', name: 'sillage' } };
const random = new Random(7);
const now = Date.now();
const visits = takeVisits(2_000);

const before = await settle();
let live;
for (const [bound, mostFacts] of [
  ['none', Number.MAX_SAFE_INTEGER],
  ['default', undefined],
]) {
  live = undefined;
  live = await fill(mostFacts);
  const megabytes = ((await settle()) - before) / 1e6;
  const kept = { visitors, kept: live.count, facts: live.facts };
  const perVisitors = round((megabytes / live.count) * 100_000);
  print({ figure: 'live-memory-mb', bound, value: round(megabytes), per100000Visitors: perVisitors, ...kept });
}

/** Events of so many visits. */
function takeVisits(count) {
  const bySession = new Map();
  for (const stored of generateStoredEvents({ events: count * 20 })) {
    const known = bySession.get(stored.sessionId);
    if (known) known.push(stored);
    else if (bySession.size < count) bySession.set(stored.sessionId, [stored]);
  }
  return [...bySession.values()];
}

async function fill(mostFacts) {
  const live = new LiveVisitors({
    warehouse: { personFacts: async ({ visitors: [visitor] }) => readPast(visitor), eventFacts: async () => new Map() },
    loadedUpTo: () => now,
    clock: () => now,
    ...(mostFacts !== undefined && { mostFacts }),
  });
  const app = createApp(live);
  for (let number = 0; number < visitors; number += 1) {
    const visitor = random.uuid();
    const events = toAccepted(random.pick(visits), visitor);
    live.accept(events.splice(0, 2));
    await ask(app, visitor);
    live.accept(events);
    await ask(app, visitor);
  }
  return live;
}

/** Two visits, in objects and texts of their own. */
function readPast(visitor) {
  const sums = new Map();
  for (const age of [9, 2]) {
    for (const event of toAccepted(random.pick(visits), visitor, age * 86_400_000)) {
      for (const fact of toFacts(readFactColumns(event))) sumFact(sums, fact);
    }
  }
  return { facts: JSON.parse(JSON.stringify([...sums.values()])), refunds: [] };
}

/** As the ingest server hands them on. */
function toAccepted(visit, visitor, agoMs = 0) {
  const [{ occurredAt: from }] = visit;
  const sessionId = uuidv7(now - agoMs);
  return visit.map(({ event, occurredAt, ...stored }) => ({
    ...stored,
    site: site.id,
    visitor,
    sessionId,
    id: event.id,
    type: event.type,
    product: event.product && { productId: event.product.productId, topics: event.topics ?? [] },
    tail: Buffer.from(toEventRowTail(event)),
    occurredAt: occurredAt - from + now - agoMs,
    receivedAt: now - agoMs,
    hasOwnSession: false,
    purposes: ['measurement', 'personalisation'],
  }));
}

function createApp(live) {
  const definitions = {
    slots: new Map(),
    offers: new Map(),
    segments: new Map(),
    rules: new Map(),
    offersIn: new Map(),
  };
  const recommender = new Recommender({ maxSessions: 10 });
  const catalogue = new SiteCatalogue();
  return createPersonalise({
    findSite: () => site,
    hasOrigin: () => true,
    live,
    definitions: { of: () => definitions },
    interestSettings: () => defaultInterestSettings,
    recommenderOf: () => recommender,
    catalogueOf: () => catalogue,
    isAuthentic: () => true,
    customerVisitor: (_, customerId) => customerId,
    clock: () => now,
  });
}

/** As the storefront's server does. */
async function ask(app, visitor) {
  const body = JSON.stringify({ site: site.id, customerId: visitor, slots: [] });
  const reply = await app.request('/v1/personalise', {
    method: 'POST',
    headers: { Authorization: 'Bearer key' },
    body,
  });
  const { recognised } = await reply.json();
  if (!recognised) throw new Error('A visitor with a past was not recognised.');
}

async function settle() {
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc();
    await turn();
  }
  return process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
}

function round(value) {
  return Math.round(value * 10) / 10;
}

function print(figure) {
  console.log(JSON.stringify(figure));
}
