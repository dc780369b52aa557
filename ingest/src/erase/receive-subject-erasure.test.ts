import { ProblemError } from '@sillage/protocol';
import { WarehouseError } from '@sillage/warehouse';
import { expect, test } from 'vitest';
import { grantOf } from '../consent/customer-standing.js';
import { findPerson } from '../consent/person.js';
import { customerVisitor } from '../derived-id.js';
import type { SubjectStore } from '../options.js';
import { both, later, openBrowser } from '../testing/browser.js';
import { createHarness, now, secretKey, siteOf, visitor } from '../testing/ingest-harness.js';

const key = { Authorization: `Bearer ${secretKey}` };
const own = [visitor, customerVisitor('boutique', 'c-1')];

function open(changes: Partial<SubjectStore> = {}) {
  const done: string[] = [];
  const forgotten: string[] = [];
  const subjects: SubjectStore = {
    whenLoaded: async () => void done.push('loaded'),
    subjectVisitors: async () => ({ customerIds: ['c-1'], own: [visitor], shared: ['other'] }),
    countKept: async () => ({ orders: 2, consents: 0 }),
    forgetCustomer: async (site, ids) => void done.push(`forgot ${site} ${ids.join(' ')}`),
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

test('whoever was merged into the same person goes too, and who comes again is merged with nobody and granted nothing', async () => {
  const customerIds = ['c-1', 'c-2'];
  const { harness, done, erase } = open({ subjectVisitors: async () => ({ customerIds, own: [], shared: [] }) });
  const merge = JSON.stringify({
    site: 'boutique',
    customerId: 'c-1',
    mergedCustomerId: 'c-2',
    by: 'ana',
    reason: 'two accounts',
  });
  await harness.request('/v1/persons/merge', { method: 'POST', headers: key, body: merge });
  const laptop = openBrowser(harness);
  await laptop.choose(both);
  await laptop.send(laptop.signIn('c-2'));
  expect(grantOf(findPerson('boutique', 'c-1', harness.store), siteOf(), now)).toBeDefined();
  later(harness);
  await erase();
  for (const id of customerIds) {
    const person = findPerson('boutique', id, harness.store);
    expect(person.customerIds).toEqual([id]);
    expect(grantOf(person, siteOf(), harness.clock.now)).toBeUndefined();
    expect(harness.store.findVisitor('boutique', customerVisitor('boutique', id))?.erasedAt).toBe(harness.clock.now);
  }
  expect(harness.store.records.filter((record) => record.kind === 'change').at(-1)).toMatchObject({ isHeard: true });
  expect(done).toContain('forgot boutique c-1 c-2');
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

test('a question that ClickHouse does not take is one to ask again', async () => {
  const away = () => Promise.reject(new WarehouseError('unavailable', 'away'));
  const { harness, erase } = open({ subjectVisitors: away });
  const reply = await erase();
  expect(reply.status).toBe(503);
  expect(await reply.json()).toMatchObject({ code: 'warehouse_unavailable' });
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
