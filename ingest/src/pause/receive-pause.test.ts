import { expect, test } from 'vitest';
import {
  browserHeaders,
  consentOf,
  createHarness,
  kinds,
  now,
  orderOf,
  origin,
  pageView,
  siteOf,
  tokenOf,
  visitor,
} from '../testing/ingest-harness.js';

type Harness = ReturnType<typeof createHarness>;

const pause = (harness: Harness, isPaused: boolean, headers = browserHeaders(siteOf())) =>
  harness.request('/v1/me/pause', { method: 'POST', headers, body: JSON.stringify({ site: 'boutique', isPaused }) });

test('a pause is on disk before it is answered, and told again changes nothing', async () => {
  const harness = createHarness();
  const reply = await pause(harness, true);
  expect(reply.status).toBe(200);
  expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  expect(await reply.json()).toEqual({ serverTime: now, pausedAt: now });
  harness.clock.now += 1_000;
  expect(await (await pause(harness, true)).json()).toMatchObject({ pausedAt: now });
  expect(harness.store.records).toEqual([{ kind: 'pause', site: 'boutique', visitor, isPaused: true, at: now }]);
});

test('nothing is recorded while it lasts, only counted, and all again once resumed', async () => {
  const harness = createHarness();
  await pause(harness, true);
  const refused = await harness.send([pageView()]);
  expect(await refused.json()).toMatchObject({ accepted: 0, rejected: [{ reason: 'paused' }], refusal: 'paused' });
  expect(harness.store.records.at(-1)).toMatchObject({ rejection: { reason: 'paused', body: '', eventId: '' } });
  expect(await (await pause(harness, false)).json()).toEqual({ serverTime: now });
  expect(await (await harness.send([pageView()])).json()).toMatchObject({ accepted: 1, rejected: [] });
});

test('an order of the shop’s server is kept meanwhile by contract, without a tie to the browser', async () => {
  const harness = createHarness();
  await pause(harness, true);
  const order = pageView({ type: 'purchase', order: orderOf(), customerId: 'c-1' });
  await harness.sendByKey([order], { batch: { token: tokenOf() } });
  expect(harness.events()).toMatchObject([{ basis: 'contract', purposes: [] }]);
  expect(harness.events()[0]?.visitor).not.toBe(visitor);
});

test('what was granted stays granted: no new proof, no new visitor', async () => {
  const harness = createHarness();
  await pause(harness, true);
  const body = JSON.stringify(consentOf({ measurement: 'granted', personalisation: 'granted' }));
  const reply = await harness.request('/v1/consent', { method: 'POST', headers: browserHeaders(siteOf()), body });
  expect(await reply.json()).toMatchObject({ purposes: ['measurement', 'personalisation'] });
  expect(kinds(harness.store.records)).toEqual(['pause']);
});

test('a pause ends with the consent: a withdrawal of all leaves none behind', async () => {
  const harness = createHarness();
  const grant = JSON.stringify(consentOf({ measurement: 'granted' }));
  const headers = browserHeaders(siteOf());
  await harness.request('/v1/consent', {
    method: 'POST',
    headers: browserHeaders(siteOf(), tokenOf({ purposes: [] })),
    body: grant,
  });
  await pause(harness, true);
  const body = JSON.stringify(consentOf({ measurement: 'denied', personalisation: 'denied' }));
  await harness.request('/v1/consent', { method: 'POST', headers, body });
  expect(harness.store.findVisitor('boutique', visitor)?.pausedAt).toBeUndefined();
});

test.each([
  ['no visitor', { Origin: origin }, 401, 'no_visitor'],
  ['a forged token', browserHeaders(siteOf(), 'v1.x.y'), 401, 'invalid_token'],
  ['another site’s page', { ...browserHeaders(siteOf()), Origin: 'https://evil.example' }, 403, 'origin_not_allowed'],
])('refuses %s', async (_, headers, status, code) => {
  const reply = await pause(createHarness(), true, headers as Record<string, string>);
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ code });
});

test('refuses what is no pause', async () => {
  const body = JSON.stringify({ site: 'boutique', isPaused: 'yes' });
  const reply = await createHarness().request('/v1/me/pause', {
    method: 'POST',
    headers: browserHeaders(siteOf()),
    body,
  });
  expect(await reply.json()).toMatchObject({ code: 'invalid_request', detail: expect.stringContaining('isPaused') });
});

test('an erased visitor can’t be paused: nothing is kept of them', async () => {
  const harness = createHarness();
  await harness.request('/v1/me?site=boutique', { method: 'DELETE', headers: browserHeaders(siteOf()) });
  expect(await (await pause(harness, true)).json()).toMatchObject({ code: 'no_visitor' });
});
