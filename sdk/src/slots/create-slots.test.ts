// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TrackerState } from '../tracker.js';
import { createSlots, type Slots } from './create-slots.js';
import type { SlotsOptions } from './slots-options.js';

const reply = { recognised: true, decisions: {} };
const told = { decisionId: 'd1', slot: 'hero', offerId: 'tents' };
let state: Pick<TrackerState, 'purposes' | 'isSettled' | 'token'>;
let tracked: unknown[][];
let requests: [string, RequestInit][];
let answer: () => Promise<Response>;

beforeEach(() => {
  vi.useFakeTimers();
  state = { purposes: ['personalisation'], isSettled: true, token: undefined };
  tracked = [];
  requests = [];
  answer = async () => Response.json(reply);
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    requests.push([url, init]);
    return answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const create = (options: Partial<SlotsOptions> = {}): Slots =>
  createSlots(
    {
      getState: () => ({ choices: {}, expiresAt: 0, ...state }),
      track: (...given: unknown[]) => void tracked.push(given),
    },
    { site: 'shop', ...options },
  );

async function ask(options: Partial<SlotsOptions> = {}) {
  const asking = create(options).personalise({ slots: ['hero'], context: { path: '/a' } });
  await vi.advanceTimersByTimeAsync(1000);
  return asking;
}

it('asks with the cookie, in text, for the slots and the context', async () => {
  expect(await ask({ endpoint: '/s' })).toEqual(reply);
  const [url, init] = requests[0] ?? [];
  expect(url).toBe('/s/v1/personalise');
  expect(init).toMatchObject({ method: 'POST', credentials: 'include', headers: {} });
  expect(JSON.parse(`${init?.body}`)).toMatchObject({ site: 'shop', slots: ['hero'], context: { path: '/a' } });
});

it.each([
  ['?page=2', undefined],
  ['?sillage_preview=', undefined],
  ['?page=2&sillage_preview=retour.9zz.s%2Dg', 'retour.9zz.s-g'],
])('passes on what a link to a preview has added to the address: %s', async (search, preview) => {
  history.replaceState({}, '', search);
  await ask();
  history.replaceState({}, '', '?');
  expect(JSON.parse(`${requests[0]?.[1].body}`).preview).toBe(preview);
});

it('names the visitor by header where there is no cookie of the first party', async () => {
  state.token = 'signed';
  await ask();
  expect(requests[0]?.[1].headers).toEqual({ 'Sillage-Visitor': 'signed' });
});

it.each([
  ['without a choice', { purposes: [] as never }],
  ['with measurement alone', { purposes: ['measurement' as const] }],
  ['before the server has the grant', { isSettled: false }],
])('asks nothing %s', async (_, change) => {
  Object.assign(state, change);
  expect(await ask()).toBeUndefined();
  expect(requests).toEqual([]);
});

it('asks for the default as nobody, where the shop wants that', async () => {
  Object.assign(state, { purposes: [], token: 'signed' });
  expect(await ask({ defaults: 'asked' })).toEqual(reply);
  expect(requests[0]?.[1]).toMatchObject({ credentials: 'omit', headers: {} });
});

it.each([
  ['an error', async () => new Response('{"code":"rate_limited","decisions":{}}', { status: 429 })],
  ['no JSON', async () => new Response('<html>')],
  ['null', async () => Response.json(null)],
  ['another shape', async () => Response.json({})],
  ['no answer', async () => Promise.reject(new TypeError('offline'))],
])('gives nothing for %s', async (_, answered) => {
  answer = answered;
  expect(await ask()).toBeUndefined();
});

it('gives nothing when time is up, and ends the request', async () => {
  answer = () => new Promise(() => undefined);
  const asking = create({ limitMs: '200' }).personalise();
  await vi.advanceTimersByTimeAsync(201);
  expect(await asking).toBeUndefined();
  expect(requests[0]?.[1].signal?.aborted).toBe(true);
});

it('gives nothing once the visitor withdraws', async () => {
  answer = () => new Promise(() => undefined);
  const asking = create().personalise();
  await vi.advanceTimersByTimeAsync(1);
  state.purposes = [];
  dispatchEvent(new Event('sillage:shop'));
  expect(await asking).toBeUndefined();
  expect(requests[0]?.[1].signal?.aborted).toBe(true);
});

it.each([
  ['offer', ['offer_exposed', 'offer_clicked', 'offer_dismissed']],
  ['withheld', ['offer_withheld']],
] as const)('tells each thing of an %s once', (kind, types) => {
  const slots = create();
  for (const _ of [1, 2]) {
    slots.clicked({ ...told, kind });
    slots.exposed({ ...told, kind });
    slots.dismissed({ ...told, kind });
  }
  expect(tracked).toEqual(types.map((type) => [type, { offerId: 'tents', slot: 'hero', decisionId: 'd1' }]));
});

it('tells nothing of a default', () => {
  create().exposed({ decisionId: 'd1', slot: 'hero', kind: 'default' });
  expect(tracked).toEqual([]);
});

it.each(['offer', 'withheld'] as const)('tells nothing of an %s that is not to be counted', (kind) => {
  const slots = create();
  const uncounted = { ...told, kind, isUncounted: true as const };
  slots.exposed(uncounted);
  slots.clicked(uncounted);
  slots.dismissed(uncounted);
  expect(tracked).toEqual([]);
});

it('tells again what is seen on another page', () => {
  const slots = create();
  slots.exposed({ ...told, kind: 'offer' });
  slots.turnPage();
  slots.exposed({ ...told, kind: 'offer' });
  expect(tracked).toHaveLength(2);
});
