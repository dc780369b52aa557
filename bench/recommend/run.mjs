import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { Recommender } from '@sillage/personalise';
import { Random } from '../generate/random.mjs';
import { percentile } from '../percentile.mjs';
import { createFeed, createRules } from './shop-words.mjs';

const sessions = Number(process.argv[2] ?? 1_000_000);
const products = Number(process.argv[3] ?? 50_000);
const asked = Number(process.argv[4] ?? 10_000);
const limitMs = 3;
const start = Date.UTC(2026, 8, 1);
const gapMs = (30 * 86_400_000) / sessions;
const random = new Random(1);

/** Few are seen by many: rank by a power of a uniform number, within a rayon of 500 that a visit keeps to. */
function pick(rayon) {
  if (random.chance(0.2)) return `p${random.skewed(products, 3)}`;
  return `p${rayon * 500 + random.skewed(500, 2)}`;
}

/** Products of one visit: 4 on average, and a few long ones. */
function visit() {
  const rayon = random.skewed(products / 500, 2);
  const length = 1 + Math.floor(random.wait(3.5));
  return Array.from({ length }, () => pick(rayon));
}

/** As long as the UUID of a session or visitor. */
function toId(number) {
  return `0199a000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

function tell(figure, value, more = {}) {
  console.log(JSON.stringify({ figure, value: Number(value.toPrecision(4)), ...more }));
}

/** Wall clock and CPU of each call, sorted: what runs beside takes of the one, not of the other. */
function measure(count, work) {
  const wall = new Float64Array(count);
  const cpu = new Float64Array(count);
  for (let index = 0; index < count; index += 1) {
    const used = process.cpuUsage();
    const from = performance.now();
    work(index);
    wall[index] = performance.now() - from;
    const { user, system } = process.cpuUsage(used);
    cpu[index] = (user + system) / 1000;
  }
  const toFigures = (times) => ({
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    max: percentile(times, 1),
  });
  return { wall: toFigures(wall), cpu: toFigures(cpu) };
}

async function settle() {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await turn();
  }
  return process.memoryUsage();
}

const { catalogue: shelf, productIds } = createFeed(products);
const before = await settle();
const recommender = new Recommender({ maxSessions: sessions, productIds });
const sight = (session, product, at) =>
  recommender.addSight({ session: toId(session), visitor: toId(session >> 1), product, at, topics: [] });
let sights = 0;
const building = performance.now();
for (let session = 0; session < sessions; session += 1) {
  const at = start + session * gapMs;
  visit().forEach((product, place) => {
    sight(session, product, at + place * 20_000);
    sights += 1;
  });
}
const seconds = (performance.now() - building) / 1000;
const after = await settle();
tell('sights added a second', sights / seconds, { sessions, sights, products });
const megabytes = (after.rss - before.rss) / 1e6;
tell('MB resident a million sessions', (megabytes / sessions) * 1e6, { bytesTold: recommender.stats().bytes });

const now = start + 30 * 86_400_000;
const queries = Array.from({ length: asked }, visit);
function tellQuestions(what, more) {
  const ask = (index) => recommender.recommend({ at: now, session: queries[index], limit: 20, ...more });
  measure(500, ask);
  const answered = measure(asked, ask);
  for (const part of ['p50', 'p99', 'max']) {
    const ratio = Number((answered.wall[part] / limitMs).toFixed(3));
    tell(`${part} ms of ${what}`, answered.wall[part], { cpuMs: answered.cpu[part], limitMs, ratio });
  }
}
tellQuestions('a recommendation', {});
tellQuestions('one with a catalogue', { shelf });
tellQuestions('one with a catalogue and all rules', { shelf, rules: createRules() });
const lists = measure(20, (index) =>
  recommender.recommend({
    at: now + index * 61_000,
    session: [],
    topics: ['shop'],
    limit: 20,
    shelf,
    sources: ['popular_in_topic'],
  }),
);
tell('p50 ms of a list of the largest topic, made once a minute', lists.wall.p50, { cpuMs: lists.cpu.p50 });
const live = measure(asked, (index) => sight(sessions + (index >> 2), pick(index % 100), now + index * 10));
tell('p99 ms of an event taken in, the oldest session going', live.wall.p99, {
  cpuMs: live.cpu.p99,
  p50: live.wall.p50,
});
const forgotten = measure(50, (index) => recommender.forget(toId((sessions >> 1) - 100 - index)));
tell('p50 ms of a visitor forgotten', forgotten.wall.p50, { cpuMs: forgotten.cpu.p50 });
