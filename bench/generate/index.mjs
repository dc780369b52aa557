import { Random } from './random.mjs';
import { openShop } from './shop.mjs';
import { Timeline } from './timeline.mjs';
import { visit } from './visit.mjs';

/** Milliseconds after which the browser sends what it has. */
const flushMs = 5_000;

/**
 * @typedef {object} Options
 * @property {number} events how many to yield
 * @property {number} [seed] default 1: the same seed and options give the same events
 * @property {number} [from] first moment in milliseconds since 1970, default 1 September 2026
 * @property {number} [days] days over which the events are spread evenly, default 30
 * @property {number} [visitors] size of the population, default one for 40 events; a few come often, most once
 * @property {number} [products] default 4,000
 * @property {string} [site] default `sentiers`
 */

/**
 * Wire events of many visitors, interleaved as they happen.
 * @param {Options} options
 * @returns {Generator<{visitorIndex: number, visitor: string, sessionId: string, event: import('@sillage/protocol').SillageEvent}>}
 */
export function* generateWireEvents(options) {
  const { events, seed = 1, from = Date.UTC(2026, 8, 1), days = 30 } = options;
  const { visitors = Math.ceil(events / 40) } = options;
  const random = new Random(seed);
  const shop = openShop(options.products);
  const msPerVisit = (days * 86_400_000 * eventsPerVisit) / events;
  const timeline = new Timeline();
  let orders = 100_000 * seed;
  let nextVisitAt = from;
  for (let count = 0; count < events; count++) {
    while (timeline.isEmpty() || nextVisitAt <= timeline.nextAt()) {
      const visitorIndex = random.skewed(visitors, 1.5);
      const startedAt = nextVisitAt;
      const run = visit({ random, shop, startedAt, orderNumber: () => orders++ });
      timeline.add({ visitorIndex, visitor: visitorId(seed, visitorIndex), sessionId: random.uuidAt(startedAt), run });
      nextVisitAt += random.wait(msPerVisit);
    }
    yield timeline.take();
  }
}

/** Events of one visit on average: measured, so that `days` comes out right. */
const eventsPerVisit = 14.6;

/** The visitor of that index: the same through all its visits, and in every run with this seed. */
export function visitorId(seed, visitorIndex) {
  return new Random(seed * 1_000_003 + visitorIndex).uuid();
}

/**
 * The same events as the ingest server stores them.
 * @param {Options} options
 * @returns {Generator<import('@sillage/warehouse').StoredEvent>}
 */
export function* generateStoredEvents(options) {
  const { site = 'sentiers' } = options;
  const purposes = ['measurement', 'personalisation'];
  for (const { visitorIndex, visitor, sessionId, event } of generateWireEvents(options)) {
    const random = new Random(visitorIndex);
    const lag = 40 + (visitorIndex % 200);
    yield {
      event,
      site,
      visitor,
      sessionId,
      occurredAt: event.occurredAt,
      receivedAt: Math.ceil(event.occurredAt / flushMs) * flushMs + lag,
      channel: 'web',
      device: random.pick(['mobile', 'mobile', 'mobile', 'desktop', 'desktop', 'tablet']),
      country: random.pick(['FR', 'FR', 'FR', 'FR', 'BE', 'CH', '']),
      isBot: false,
      isInternal: false,
      purposes: visitorIndex % 4 === 0 ? purposes.slice(0, 1) : purposes,
      basis: 'consent',
      proofId: random.uuid(),
      customerId: '',
      retentionDays: 760,
    };
  }
}
