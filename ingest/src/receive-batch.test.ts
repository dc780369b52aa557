import { expect, test } from 'vitest';
import { createHarness, kinds, now, origin, pageView, visitor } from './testing/ingest-harness.js';

test('a batch of a visitor who granted both is stored with all that the server knows', async () => {
  const { send, events, store, told, counted } = createHarness();
  const view = pageView({ title: 'Randonnée' });
  const response = await send([view]);
  expect(response.status).toBe(202);
  expect(await response.json()).toEqual({ accepted: 1, duplicates: 0, rejected: [], serverTime: now });
  expect(kinds(store.records)).toEqual(['event']);
  expect(events()[0]).toMatchObject({
    event: view,
    site: 'boutique',
    visitor,
    occurredAt: now - 2_000,
    receivedAt: now,
    channel: 'web',
    device: 'desktop',
    isBot: false,
    isInternal: false,
    purposes: ['measurement', 'personalisation'],
    basis: 'consent',
    customerId: '',
    retentionDays: 760,
  });
  expect(told).toEqual(events());
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(origin);
  expect(await counted('sillage_events_accepted_total')).toBe(1);
});
