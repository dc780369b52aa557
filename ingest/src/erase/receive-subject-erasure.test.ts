import { ProblemError } from '@sillage/protocol';
import { expect, test } from 'vitest';
import { customerVisitor } from '../derived-id.js';
import type { SubjectStore } from '../options.js';
import { createHarness, now, secretKey, visitor } from '../testing/ingest-harness.js';

const key = { Authorization: `Bearer ${secretKey}` };
const own = [visitor, customerVisitor('boutique', 'c-1')];

function open(changes: Partial<SubjectStore> = {}) {
  const done: string[] = [];
  const forgotten: string[] = [];
  const subjects: SubjectStore = {
    whenLoaded: async () => void done.push('loaded'),
    subjectVisitors: async () => ({ own: [visitor], shared: ['other'] }),
    countKept: async () => ({ orders: 2, consents: 0 }),
    forgetCustomer: async (site, customerId) => void done.push(`forgot ${site} ${customerId}`),
    ...changes,
  };
  const harness = createHarness({ subjects, onForgotten: (_, id) => forgotten.push(id) });
  const erase = (body: object = {}, headers: Record<string, string> = key) =>
    harness.request('/v1/subjects/erase', {
      method: 'POST',
      headers,
      body: JSON.stringify({ site: 'boutique', customerId: 'c-1', ...body }),
    });
  return { harness, done, forgotten, erase };
}

test('every visitor of the customer is marked, once, then the name goes; what stays is told with its reason', async () => {
  const { harness, done, forgotten, erase } = open();
  const reply = await erase();
  expect(reply.status).toBe(202);
  expect(await reply.json()).toEqual({
    visitors: 1,
    sharedVisitors: 1,
    kept: [{ what: 'orders', count: 2, why: expect.stringContaining('accounts') }],
  });
  expect(harness.store.records).toEqual(own.map((id) => ({ kind: 'erasure', site: 'boutique', visitor: id, at: now })));
  expect(forgotten).toEqual(own);
  expect(done).toEqual(['loaded', 'forgot boutique c-1']);
  await erase();
  expect(harness.store.records).toHaveLength(2);
});

test('nothing is half done while ClickHouse is away', async () => {
  const whenLoaded = async () => {
    throw new ProblemError('warehouse_unavailable', undefined, 5);
  };
  const { harness, erase } = open({ whenLoaded });
  const reply = await erase();
  expect(reply.status).toBe(503);
  expect(harness.store.records).toEqual([]);
});

test.each<[string, object, Record<string, string>, number, string]>([
  ['no key', {}, {}, 401, 'invalid_key'],
  ['a wrong key', {}, { Authorization: 'Bearer no' }, 401, 'invalid_key'],
  ['an unknown site', { site: 'other' }, key, 401, 'invalid_key'],
  ['no customer', { customerId: '' }, key, 422, 'invalid_request'],
])('refuses %s', async (_, body, headers, status, code) => {
  const { harness, erase } = open();
  const reply = await erase(body, headers);
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ code });
  expect(harness.store.records).toEqual([]);
});
