import { expect, test } from 'vitest';
import { findPerson, longestChain } from '../consent/person.js';
import { createHarness, type Harness, now, secretKey } from '../testing/ingest-harness.js';
import { hearPersonNews } from './hear-news.js';

const why = { by: 'ana', reason: 'two accounts' };

async function post(harness: Harness, path: string, body: object, key = secretKey) {
  const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
  const init = { method: 'POST', headers, body: JSON.stringify({ site: 'boutique', ...why, ...body }) };
  const response = await harness.request(path, init);
  return { status: response.status, body: (await response.json()) as { changeId?: string; customerIds: string[] } };
}

const merge = (harness: Harness, mergedCustomerId: string, customerId: string) =>
  post(harness, '/v1/persons/merge', { customerId, mergedCustomerId });
const unmerge = (harness: Harness, mergedCustomerId: string, more = {}) =>
  post(harness, '/v1/persons/unmerge', { mergedCustomerId, ...more });
const idsOf = (harness: Harness, customerId: string) => findPerson('boutique', customerId, harness.store).customerIds;

test('a merge is in the journal with who and why, once, and everybody of the person is one', async () => {
  const harness = createHarness();
  const first = await merge(harness, 'c-2', 'c-1');
  expect(first).toMatchObject({ status: 200, body: { customerId: 'c-1', customerIds: ['c-1', 'c-2'] } });
  const again = await merge(harness, 'c-2', 'c-1');
  expect(again.body).not.toHaveProperty('changeId');
  expect(harness.store.records).toEqual([
    {
      kind: 'change',
      change: {
        changeId: first.body.changeId,
        site: 'boutique',
        customerId: 'c-2',
        intoCustomerId: 'c-1',
        changedAt: now,
        changedBy: 'ana',
        reason: 'two accounts',
      },
    },
  ]);
});

test('who is merged into a merged customer goes with them, and stays with them when they leave', async () => {
  const harness = createHarness();
  await merge(harness, 'c-3', 'c-2');
  await merge(harness, 'c-2', 'c-1');
  expect(idsOf(harness, 'c-3')).toEqual(['c-1', 'c-2', 'c-3']);
  expect((await unmerge(harness, 'c-2')).body.customerIds).toEqual(['c-2', 'c-3']);
  expect(idsOf(harness, 'c-1')).toEqual(['c-1']);
  expect((await unmerge(harness, 'c-2')).body).not.toHaveProperty('changeId');
});

test.each([
  ['themselves', 'c-1', 'c-1', 409, 'person_conflict'],
  ['somebody of their own person', 'c-1', 'c-2', 409, 'person_conflict'],
  ['another than they are merged into', 'c-2', 'c-9', 409, 'person_conflict'],
])('a customer is not merged into %s', async (_, merged, into, status, code) => {
  const harness = createHarness();
  await merge(harness, 'c-2', 'c-1');
  expect(await merge(harness, merged, into)).toMatchObject({ status, body: { code } });
  expect(harness.store.records).toHaveLength(1);
});

test('a chain has an end', async () => {
  const harness = createHarness();
  for (let length = 1; length <= longestChain; length += 1) {
    expect((await merge(harness, `c-${length - 1}`, `c-${length}`)).status).toBe(200);
  }
  const body = { detail: 'too many merges in a row' };
  expect(await merge(harness, `c-${longestChain}`, 'c-last')).toMatchObject({ status: 409, body });
});

test.each([
  ['another key', { key: 'sk_wrong' }, 401, 'invalid_key'],
  ['another site', { site: 'none' }, 401, 'invalid_key'],
  ['no reason', { reason: ' ' }, 422, 'invalid_request'],
  ['nobody who says so', { by: undefined }, 422, 'invalid_request'],
])('is refused with %s', async (_, { key = secretKey, ...more }: Record<string, unknown>, status, code) => {
  const asked = { customerId: 'c-1', mergedCustomerId: 'c-2', ...more };
  const reply = await post(createHarness(), '/v1/persons/merge', asked, key as string);
  expect(reply).toMatchObject({ status, body: { code } });
});

test('another node takes over what it does not know, in whatever order, and does not send it to ClickHouse again', async () => {
  const told = createHarness();
  await merge(told, 'c-2', 'c-1');
  await unmerge(told, 'c-2');
  const states = { measurement: 'withdrawn', personalisation: 'unknown' } as const;
  const choice = {
    site: 'boutique',
    customerId: 'c-2',
    proofId: 'p',
    states,
    decidedAt: now,
    expiresAt: now + 1,
    policyVersion: '1',
  };
  const news = {
    changes: told.store.records.flatMap((record) => (record.kind === 'change' ? [record.change] : [])),
    choices: [choice],
    notedAt: { changes: 0, choices: 0 },
  };
  for (const changes of [news.changes, news.changes.toReversed()]) {
    const other = createHarness();
    const person = { site: 'boutique', visitor: 'v-2', customerId: 'c-2', proof: 'key', linkedAt: now } as const;
    await other.store.append([{ kind: 'person', person }]);
    const forgotten: string[] = [];
    const hear = () =>
      hearPersonNews(
        { ...news, changes },
        { store: other.store, onForgotten: (_, visitor) => forgotten.push(visitor) },
      );
    await hear();
    expect(idsOf(other, 'c-2')).toEqual(['c-2']);
    expect(forgotten).toEqual(['v-2']);
    expect(findPerson('boutique', 'c-2', other.store).withdrawnAt).toEqual({ measurement: now });
    const { length } = other.store.records;
    expect(other.store.records.slice(1).every((record) => 'isHeard' in record && record.isHeard)).toBe(true);
    await hear();
    expect(other.store.records).toHaveLength(length);
  }
});
