import { gzipSync } from 'node:zlib';
import { limits, type Problem, type ProblemCode, ProblemError, problems } from '@sillage/protocol';
import { describe, expect, test } from 'vitest';
import {
  browserHeaders,
  consentOf,
  createHarness,
  dayMs,
  envelope,
  type Harness,
  now,
  origin,
  pageView,
  secretKey,
  siteOf,
  tokenOf,
} from './testing/ingest-harness.js';

interface Case {
  title: string;
  options?: Parameters<typeof createHarness>[0];
  before?: (harness: Harness) => unknown;
  path?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: RequestInit['body'];
}

const batch = (changes: object = {}) => JSON.stringify({ ...envelope(), events: [pageView()], ...changes });
const cookie = (token: string) => ({ Cookie: `__Host-sillage=${token}` });
const gzip = { 'Content-Encoding': 'gzip' };
const scarce = { requests: 1, periodMs: 60_000 };
const consent = { path: '/v1/consent', body: JSON.stringify(consentOf({ measurement: 'granted' })) };
const byKey = { Authorization: `Bearer ${secretKey}` };
const streamOf = (bytes: number) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      for (let sent = 0; sent < bytes; sent += 65_536) controller.enqueue(new Uint8Array(65_536));
      controller.close();
    },
  });

/** What other parts answer: unknown paths, ClickHouse that does not answer, definitions, feeds, reports and accounts. */
const elsewhere = [
  'not_found',
  'warehouse_unavailable',
  'definition_in_use',
  'version_conflict',
  'unreadable_feed',
  'unknown_feed',
  'report_too_heavy',
  'not_signed_in',
  'wrong_credentials',
  'forbidden',
  'email_taken',
  'last_admin',
  'accounts_unavailable',
] as const;
type Elsewhere = (typeof elsewhere)[number];

const cases: Record<Exclude<ProblemCode, Elsewhere>, Case[]> = {
  malformed_body: [
    { title: 'JSON that was cut', body: batch().slice(0, -3) },
    { title: 'no body at all', body: '' },
    { title: 'gzip that was cut', headers: gzip, body: gzipSync(batch()).subarray(0, 40) },
    { title: 'gzip that is none', headers: gzip, body: batch() },
    { title: 'an encoding that nobody agreed on', headers: { 'Content-Encoding': 'br' } },
    { title: 'a consent that was cut', path: '/v1/consent', body: '{"site":' },
  ],
  invalid_batch: [
    { title: 'a batch without events', body: batch({ events: [] }) },
    { title: 'a batch of too many', body: batch({ events: new Array(limits.batchEvents + 1).fill({}) }) },
    { title: 'a list', body: '[]' },
    { title: 'null', body: 'null' },
    { title: 'an attempt that is none', body: batch({ attempt: 0 }) },
  ],
  invalid_request: [
    {
      title: 'a choice that is none',
      path: '/v1/consent',
      body: JSON.stringify(consentOf({}, { choices: { measurement: 'maybe' } })),
    },
    {
      title: "a grant under a policy that is not the site's",
      path: '/v1/consent',
      headers: { Cookie: '' },
      body: JSON.stringify(consentOf({ measurement: 'granted' }, { policyVersion: '0' })),
    },
  ],
  body_too_large: [
    { title: 'a length that is announced', headers: { 'Content-Length': String(limits.bodyBytes + 1) } },
    { title: 'a length that is not announced', body: streamOf(limits.bodyBytes + 1) },
    { title: 'a gzip bomb', headers: gzip, body: gzipSync(Buffer.alloc(200 * 1024 * 1024)) },
  ],
  person_conflict: [
    {
      title: 'a customer merged into themselves',
      path: '/v1/persons/merge',
      headers: { Authorization: `Bearer ${secretKey}` },
      body: JSON.stringify({ site: 'boutique', customerId: 'c', mergedCustomerId: 'c', by: 'ana', reason: 'twice' }),
    },
  ],
  unknown_site: [
    { title: 'a batch of another site', body: batch({ site: 'elsewhere' }) },
    { title: 'an erasure of another site', path: '/v1/me?site=elsewhere', method: 'DELETE' },
  ],
  origin_not_allowed: [
    { title: "another site's page", headers: { Origin: 'https://evil.example' } },
    { title: 'a page without origin', headers: { Origin: 'null' } },
    { title: 'the preflight of another site', method: 'OPTIONS', headers: { Origin: 'https://evil.example' } },
    { title: 'a consent by another site', ...consent, headers: { Origin: 'https://evil.example' } },
    {
      title: 'an erasure by another site',
      path: '/v1/me?site=boutique',
      method: 'DELETE',
      headers: { Origin: 'null' },
    },
  ],
  exempt_off: [
    {
      title: 'a page view without consent of a site that wants consent',
      path: '/v1/exempt',
      body: JSON.stringify({ site: 'boutique', path: '/' }),
    },
  ],
  invalid_key: [
    { title: 'a wrong key', headers: { Authorization: 'Bearer sk_wrong' } },
    { title: 'an import by a browser', body: batch({ import: { id: pageView().id } }) },
  ],
  invalid_token: [
    { title: 'a forged token', headers: cookie(tokenOf({}, ['another-key-0123456789abcdef0123456789'])) },
    { title: 'a token of another site', headers: cookie(tokenOf({ site: 'elsewhere' })) },
    { title: 'a token of no form', headers: cookie('v1.x.y') },
    { title: 'a token that has expired', headers: cookie(tokenOf({ expiresAt: now / 1000 })) },
    { title: 'a forged token in the body', headers: { Cookie: '' }, body: batch({ token: 'v1.x.y' }) },
    {
      title: 'an erasure by a forged token',
      path: '/v1/me?site=boutique',
      method: 'DELETE',
      headers: cookie('v1.x.y'),
    },
  ],
  no_visitor: [
    { title: 'an erasure by nobody', path: '/v1/me?site=boutique', method: 'DELETE', headers: { Cookie: '' } },
  ],
  rate_limited: [
    {
      title: 'an address that sends too much',
      options: { rates: { address: scarce } },
      before: ({ send }) => send([]),
    },
    {
      title: 'a site that gets too much',
      options: { rates: { site: scarce } },
      before: ({ send }) => send([pageView()]),
    },
    {
      title: 'a visitor who sends too much',
      options: { rates: { visitor: scarce } },
      before: ({ send }) => send([pageView()]),
    },
    {
      title: 'a server that sends too much',
      options: { rates: { key: scarce } },
      before: ({ sendByKey }) => sendByKey([{}]),
      headers: byKey,
    },
  ],
  journal_full: [
    {
      title: 'a full journal',
      before: ({ store }) => {
        store.failure = new ProblemError('journal_full', undefined, 30);
      },
    },
    {
      title: 'a full journal at a consent',
      ...consent,
      before: ({ store }) => {
        store.failure = new ProblemError('journal_full');
      },
      headers: { Cookie: '' },
    },
  ],
  journal_failed: [
    {
      title: 'a disk that fails',
      before: ({ store }) => {
        store.failure = new ProblemError('journal_failed');
      },
    },
  ],
  reading_failed: [
    {
      title: 'a reader that can not read now',
      options: { reader: { read: () => Promise.reject(new ProblemError('reading_failed')), close: async () => {} } },
    },
  ],
  shutting_down: [
    { title: 'a server that stops', options: { isDraining: () => true } },
    { title: 'a consent while it stops', options: { isDraining: () => true }, ...consent },
  ],
  internal_error: [
    {
      title: 'our own fault',
      options: {
        findSite: () => {
          throw new Error('inner detail');
        },
      },
    },
  ],
};

test('every code of ingestion has its cases', () => {
  const codes = Object.keys(problems).filter((code) => !(elsewhere as readonly string[]).includes(code));
  expect(Object.keys(cases).toSorted()).toEqual(codes.toSorted());
});

describe.each(Object.entries(cases) as [Exclude<ProblemCode, Elsewhere>, Case[]][])('%s', (code, list) => {
  test.each(list)('for $title', async ({ options, before, path = '/v1/events', method = 'POST', headers, body }) => {
    const harness = createHarness(options);
    await before?.(harness);
    const counted = (await harness.counted('sillage_problems_total', { code })) || 0;
    const stored = harness.events().length;
    const content = method === 'POST' ? ({ body: body ?? batch(), duplex: 'half' } as const) : {};
    const response = await harness.request(path, {
      method,
      headers: { ...browserHeaders(siteOf()), ...headers },
      ...content,
    });
    expect(response.headers.get('Content-Type')).toBe('application/problem+json');
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({ code, type: `urn:sillage:problem:${code}`, ...problems[code] });
    expect(response.status).toBe(problem.status);
    expect(response.headers.has('Retry-After')).toBe(problem.status === 429 || problem.status === 503);
    expect(await harness.counted('sillage_problems_total', { code })).toBe(counted + 1);
    expect(harness.events()).toHaveLength(stored);
    expect(JSON.stringify(problem)).not.toContain('inner detail');
    const isOurs = (headers?.Origin ?? origin) === origin;
    expect(response.headers.get('Access-Control-Allow-Origin')).toBe(isOurs ? origin : null);
  });
});

test('each thing that is wrong in a body is named', async () => {
  const wrong = { site: undefined, attempt: 'first' };
  const reply = await createHarness().send([pageView()], { batch: wrong });
  expect(await reply.json()).toMatchObject({
    code: 'invalid_batch',
    errors: [
      { pointer: '#/site', code: 'required', detail: 'is required' },
      { pointer: '#/attempt', code: 'wrong_type', detail: 'expected a number' },
    ],
  });
});

test('the wait that a problem knows is told', async () => {
  const { send, store } = createHarness();
  store.failure = new ProblemError('journal_full', undefined, 30);
  expect((await send([pageView()])).headers.get('Retry-After')).toBe('30');
});

test('the steps come in order: what costs least refuses first', async () => {
  const wrongInEveryWay = { site: 'elsewhere', attempt: 0 };
  const steps: [ProblemCode, Parameters<typeof createHarness>[0], object, Record<string, string>][] = [
    ['shutting_down', { isDraining: () => true, rates: { address: scarce } }, wrongInEveryWay, { Origin: 'null' }],
    ['rate_limited', { rates: { address: { requests: 0.5, periodMs: 1 } } }, wrongInEveryWay, { Origin: 'null' }],
    ['invalid_batch', {}, wrongInEveryWay, { Origin: 'null' }],
    ['unknown_site', {}, { site: 'elsewhere' }, { Origin: 'null' }],
    ['origin_not_allowed', {}, {}, { Origin: 'null', ...cookie('forged') }],
    ['invalid_token', { rates: { site: { requests: 0.5, periodMs: 1 } } }, {}, cookie('forged')],
  ];
  for (const [code, options, changes, headers] of steps) {
    const response = await createHarness(options).send([pageView()], { batch: changes, headers });
    expect(((await response.json()) as Problem).code).toBe(code);
  }
});

test('a preflight of a page of a site is answered', async () => {
  const { request } = createHarness();
  const headers = { Origin: origin, 'Access-Control-Request-Method': 'DELETE' };
  const response = await request('/v1/me', { method: 'OPTIONS', headers });
  expect(response.status).toBe(204);
  expect(response.headers.get('Access-Control-Allow-Origin')).toBe(origin);
  expect(response.headers.get('Access-Control-Allow-Credentials')).toBe('true');
  expect(response.headers.get('Access-Control-Allow-Methods')).toContain('DELETE');
  expect(response.headers.get('Access-Control-Allow-Headers')).toContain('Sillage-Visitor');
});

test.each([
  ['gzip', { 'Content-Encoding': 'gzip' }, gzipSync(batch())],
  ['a length that is announced', { 'Content-Length': String(batch().length) }, batch()],
])('a body is read with %s', async (_title, headers, body) => {
  const { request, events } = createHarness();
  const init = { method: 'POST', headers: { ...browserHeaders(siteOf()), ...headers }, body };
  expect((await request('/v1/events', init as RequestInit)).status).toBe(202);
  expect(events()).toHaveLength(1);
});

test("a page whose referrer policy hides its origin is believed by the browser's word that it is the shop's own", async () => {
  const { send } = createHarness();
  const headers = { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' };
  expect((await send([pageView()], { headers })).status).toBe(202);
});

test('a shop behind Basic authentication sends its own header along, which is no key of ours', async () => {
  const { send } = createHarness();
  expect((await send([pageView()], { headers: { Authorization: 'Basic c2hvcDpzaG9w' } })).status).toBe(202);
});

test('a share that was used up comes back with time', async () => {
  const harness = createHarness({ rates: { visitor: { requests: 2, periodMs: 60_000 } } });
  const status = async () => (await harness.send([pageView()])).status;
  expect([await status(), await status(), await status()]).toEqual([202, 202, 429]);
  harness.clock.now += 30_000;
  expect([await status(), await status()]).toEqual([202, 429]);
  harness.clock.now += dayMs;
  expect([await status(), await status(), await status()]).toEqual([202, 202, 429]);
});
