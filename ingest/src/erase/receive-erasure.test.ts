import { expect, test } from 'vitest';
import {
  browserHeaders,
  createHarness,
  kinds,
  now,
  pageView,
  secretKey,
  siteOf,
  tokenOf,
  visitor,
} from '../testing/ingest-harness.js';

const erase = (harness: ReturnType<typeof createHarness>, headers = browserHeaders(siteOf())) =>
  harness.request('/v1/me?site=boutique', { method: 'DELETE', headers });

test('a visitor is erased by a marker behind all that was accepted, once, and the cookie goes', async () => {
  const harness = createHarness();
  await harness.send([pageView()]);
  const response = await erase(harness);
  expect(response.status).toBe(202);
  expect(response.headers.get('Cache-Control')).toBe('private, no-store');
  expect(response.headers.get('Set-Cookie')).toContain('__Host-sillage=; Max-Age=0');
  expect(kinds(harness.store.records)).toEqual(['event', 'erasure']);
  expect(harness.store.records[1]).toEqual({ kind: 'erasure', site: 'boutique', visitor, at: now });
  expect((await erase(harness)).status).toBe(204);
  expect(harness.store.records).toHaveLength(2);
});

test('nothing of an erased visitor is accepted any more', async () => {
  const harness = createHarness();
  await erase(harness);
  harness.clock.now += 1_000;
  const response = await harness.send([pageView({ occurredAt: harness.clock.now })]);
  expect(await response.json()).toMatchObject({ rejected: [{ reason: 'erased' }] });
});

test("the shop's server erases by secret key and token", async () => {
  const harness = createHarness();
  const response = await erase(harness, { Authorization: `Bearer ${secretKey}`, 'Sillage-Visitor': tokenOf() });
  expect(response.status).toBe(202);
  expect(response.headers.get('Set-Cookie')).toBeNull();
  expect(kinds(harness.store.records)).toEqual(['erasure']);
});
