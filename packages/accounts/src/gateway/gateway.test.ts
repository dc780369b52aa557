import { randomUUID } from 'node:crypto';
import type { Look, NewApiKey, Permission } from '@sillage/protocol';
import { signVisitorReference } from '@sillage/protocol/visitor-reference';
import { signVisitorToken } from '@sillage/protocol/visitor-token';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Desk, enter, type Office, openOffice } from '../testing/open-office.js';

let office: Office;
beforeEach(() => {
  office = openOffice();
});
afterEach(() => office.close());

const codeOf = async (reply: Response) => ((await reply.json()) as { code?: string }).code;
const atOne = { 'Sillage-Site': 'one' };

async function makeKey(scopes: Permission[], site = 'one'): Promise<NewApiKey> {
  return office.accounts.keys.add({ name: 'Till', site, scopes }, office.time.now);
}

const askByKey = (key: string, method: string, path: string, body?: object, headers: Record<string, string> = {}) =>
  office.app.request(path, {
    method,
    headers: { Authorization: `Bearer ${key}`, ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });

describe('the gateway', () => {
  it('asks the route with the site’s own key, and tells it nothing of the session', async () => {
    const desk = await enter(office, 'ana@shop.example', 'viewer');
    const reply = await desk.ask('GET', 'v1/reports/visits?from=2026-01-01&site=two', undefined, atOne);
    expect(await reply.json()).toEqual({ heard: true });
    const path = '/v1/reports/visits?from=2026-01-01';
    const keyed = { authorization: 'Bearer sk_one', site: 'one', cookie: null };
    expect(office.heard).toEqual([{ method: 'GET', path, ...keyed, body: '' }]);
  });

  it('streams bodies, and lets a precondition through', async () => {
    const desk = await enter(office, 'ana@shop.example', 'marketer');
    const match: (string | null)[] = [];
    const sent = new TransformStream<string, string>();
    const writer = sent.writable.getWriter();
    void writer.write('{"name":');
    // the rest is sent once the route is asked: it would never be, if the body were read before
    office.passThrough.on = ({ headers }) => {
      match.push(headers.get('If-Match'));
      void writer.write('"A"}').then(() => writer.close());
    };
    const headers = { Host: 'office.example', Origin: 'http://office.example', Cookie: desk.cookie, 'If-Match': '"3"' };
    const reply = await office.app.request(
      new Request('http://office.example/dashboard/v1/offers/a', {
        method: 'PUT',
        headers: { ...headers, ...atOne },
        body: sent.readable.pipeThrough(new TextEncoderStream()),
        duplex: 'half',
      }),
    );
    expect(reply.status).toBe(200);
    expect(match).toEqual(['"3"']);
    expect(office.heard).toMatchObject([{ method: 'PUT', path: '/v1/offers/a', body: '{"name":"A"}' }]);
  });

  it.each([
    ['viewer', 'PUT', 'v1/offers/a', 'forbidden'],
    ['viewer', 'POST', 'v1/history', 'forbidden'],
    ['viewer', 'POST', 'v1/visitors/look', 'forbidden'],
    ['viewer', 'GET', 'v1/rejected', 'forbidden'],
    ['marketer', 'POST', 'v1/rejected/replay', 'forbidden'],
    ['viewer', 'GET', 'v1/segments/new/members', 'forbidden'],
    ['viewer', 'GET', 'v1/reports/customer-value', 'forbidden'],
    ['viewer', 'GET', 'v1/reports/customer-value.csv', 'forbidden'],
    ['viewer', 'PUT', 'v1/catalogue', 'forbidden'],
    ['marketer', 'POST', 'v1/subjects/erase', 'forbidden'],
    ['admin', 'POST', 'v1/events', 'not_found'],
    ['admin', 'POST', 'v1/persons/merge', 'not_found'],
    ['admin', 'GET', 'v1/../healthz', 'not_found'],
    ['admin', 'GET', 'v1/nothing', 'not_found'],
    ['admin', 'PATCH', 'v1/offers/a', 'not_found'],
  ] as const)('keeps a %s from %s %s', async (role, method, path, code) => {
    const desk = await enter(office, 'ana@shop.example', role);
    const body = method === 'GET' ? undefined : { site: 'one', customerId: 'C' };
    const reply = await desk.ask(method, path, body, atOne);
    if (path !== 'v1/../healthz') expect(await codeOf(reply)).toBe(code);
    expect(reply.ok).toBe(false);
    expect(office.heard).toEqual([]);
  });

  it('asks nothing for who is not signed in', async () => {
    const reply = await new Desk(office).ask('GET', 'v1/reports', undefined, atOne);
    expect([reply.status, await codeOf(reply)]).toEqual([401, 'not_signed_in']);
  });

  it('keeps a user to their sites, by header, query and body', async () => {
    const desk = await enter(office, 'ana@shop.example', 'marketer', ['one']);
    const body = { site: 'two', customerId: 'C' };
    const tries = [
      desk.ask('GET', 'v1/reports', undefined, { 'Sillage-Site': 'two' }),
      desk.ask('GET', 'v1/reports?site=two'),
      desk.ask('GET', 'v1/reports', undefined, { 'Sillage-Site': 'three' }),
      desk.ask('POST', 'v1/history', body, atOne),
      desk.ask('POST', 'v1/history', '{"site":"one","customerId":"C","site":"two"}', atOne),
    ];
    for (const reply of await Promise.all(tries)) expect(await codeOf(reply)).toBe('unknown_site');
    expect(office.heard).toEqual([]);
    expect((await desk.ask('GET', 'v1/reports')).status).toBe(200);
    const without = await (await enter(office, 'bob@shop.example', 'viewer')).ask('GET', 'v1/reports');
    expect(await without.json()).toMatchObject({
      code: 'invalid_request',
      detail: expect.stringContaining('Sillage-Site'),
    });
  });

  it('refuses a body to be read that has no end', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    const reply = await desk.ask('POST', 'v1/history', 'x'.repeat(70_000), atOne);
    expect(reply.status).toBe(413);
  });

  it('gives up with who asked', async () => {
    const desk = await enter(office, 'ana@shop.example', 'viewer');
    const asking = new AbortController();
    const signals: AbortSignal[] = [];
    const passed = new Promise<void>((resolve) => {
      office.passThrough.on = (request) => {
        signals.push(request.signal);
        resolve();
      };
    });
    const headers = { Host: 'office.example', Cookie: desk.cookie, ...atOne };
    const init = { headers, signal: asking.signal };
    const reply = office.app.request(new Request('http://office.example/dashboard/v1/reports/visits', init));
    await passed;
    expect(signals[0]?.aborted).toBe(false);
    asking.abort();
    expect(signals[0]?.aborted).toBe(true);
    await reply;
  });
});

describe('an API key', () => {
  it('asks what its scopes allow, of its site', async () => {
    const { key } = await makeKey(['reports:read']);
    expect((await askByKey(key, 'GET', '/v1/reports/visits')).status).toBe(200);
    expect(office.heard).toMatchObject([{ authorization: 'Bearer sk_one', site: 'one' }]);
    expect(await codeOf(await askByKey(key, 'GET', '/v1/reports', undefined, { 'Sillage-Site': 'two' }))).toBe(
      'unknown_site',
    );
    expect(await codeOf(await askByKey(key, 'PUT', '/v1/offers/a', {}))).toBe('forbidden');
    expect(office.heard).toHaveLength(1);
  });

  it('is told of when it was used last, and ends at once where it is revoked', async () => {
    const { key, id } = await makeKey(['reports:read']);
    await askByKey(key, 'GET', '/v1/reports');
    expect(await office.accounts.keys.find(id)).toMatchObject({ lastUsedAt: office.time.now });
    await office.accounts.keys.revoke(id);
    const reply = await askByKey(key, 'GET', '/v1/reports');
    expect([reply.status, await codeOf(reply)]).toEqual([401, 'invalid_key']);
  });

  it('that may only read settles no complaint', async () => {
    const readers: Permission[] = ['visitors:read', 'reports:read', 'definitions:read', 'health:read'];
    const settle = async (scopes: Permission[]) =>
      askByKey((await makeKey(scopes)).key, 'POST', '/v1/complaints/settle', { id: 'K-1' });
    expect(await codeOf(await settle(readers))).toBe('forbidden');
    expect((await settle(['definitions:write'])).status).toBe(200);
  });

  it('opens nothing of accounts', async () => {
    const { key } = await makeKey(['reports:read', 'visitors:erase']);
    for (const path of ['users', 'keys', 'looks', 'session', 'v1/reports']) {
      expect((await askByKey(key, 'GET', `/dashboard/${path}`)).status).toBe(401);
    }
  });

  it('leaves the routes to their own keys', async () => {
    await askByKey('sk_of_the_shop', 'GET', '/v1/reports', undefined, { 'Sillage-Site': 'two' });
    expect(office.heard).toMatchObject([{ authorization: 'Bearer sk_of_the_shop', site: 'two' }]);
  });
});

describe('looks', () => {
  const looksOf = async (desk: Desk, query = '') =>
    ((await (await desk.ask('GET', `looks${query}`)).json()) as { looks: Look[] }).looks;

  it('are recorded before they are answered: who, whom, where, when', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    await desk.ask('POST', 'v1/history', { site: 'one', customerId: 'C-7' });
    await desk.ask('POST', 'v1/subjects/export', { site: 'two', customerId: 'C-7' });
    await desk.ask('GET', 'v1/segments/new/members', undefined, atOne);
    await desk.ask('POST', 'v1/proofs/export', { all: true }, atOne);
    await desk.ask('GET', 'v1/reports', undefined, atOne);
    const { key, id } = await makeKey(['visitors:read']);
    await askByKey(key, 'POST', '/v1/history', { site: 'one', customerId: 'C-8' });
    const at = office.time.now;
    const by = 'ana@shop.example';
    expect(await looksOf(desk)).toEqual([
      { id: 5, at, by: `key:${id} Till`, site: 'one', route: '/v1/history', subject: 'C-8' },
      { id: 4, at, by, site: 'one', route: '/v1/proofs/export', subject: '*' },
      { id: 3, at, by, site: 'one', route: '/v1/segments/:id/members', subject: 'segment:new' },
      { id: 2, at, by, site: 'two', route: '/v1/subjects/export', subject: 'C-7' },
      { id: 1, at, by, site: 'one', route: '/v1/history', subject: 'C-7' },
    ]);
    expect((await looksOf(desk, '?before=3&limit=1')).map(({ id }) => id)).toEqual([2]);
    const limited = await enter(office, 'two@shop.example', 'admin', ['two']);
    expect((await looksOf(limited)).map(({ id }) => id)).toEqual([2]);
  });

  it.each([
    ['v1/history', { customerId: 'C-7', reference: 0 }],
    ['v1/history', { customerId: 'C-7', reference: 'R' }],
    ['v1/history', { customerId: 'C-7', visitorToken: 'T' }],
    ['v1/history', { customerId: 'C-7', visitorToken: null }],
    ['v1/history', { customerId: 'C-7\ud800' }],
    ['v1/history', { customerId: '' }],
    ['v1/persons/changes', { visitorToken: 'T' }],
    ['v1/subjects/export', { customerId: 'C-7', visitorToken: 0 }],
    ['v1/subjects/export', { reference: 'R', visitorToken: 'T' }],
    ['v1/subjects/erase', { customerId: 'C-7', visitorToken: 0 }],
    ['v1/subjects/erase', { reference: 'R', visitorToken: 'T' }],
    ['v1/subjects/erase', { reference: 'R', customerId: 'C-7' }],
    ['v1/proofs/export', { reference: 'R' }],
    ['v1/visitors/look', { reference: 'R', visitorToken: 'T' }],
  ])('are not evaded by a body of which the look and %s would read another: %j', async (path, members) => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    const reply = await desk.ask('POST', path, { site: 'one', ...members }, atOne);
    expect([reply.status, await codeOf(reply)]).toEqual([422, 'invalid_request']);
    expect([office.heard, await looksOf(desk)]).toEqual([[], []]);
  });

  it.each(['', 'no JSON', '{"customerId":"C-7"', '"C-7"', 'null'])(
    'are not evaded by a body that is %j',
    async (body) => {
      const desk = await enter(office, 'ana@shop.example', 'admin');
      const reply = await desk.ask('POST', 'v1/proofs/export', body, atOne);
      expect([400, 422]).toContain(reply.status);
      expect([office.heard, await looksOf(desk)]).toEqual([[], []]);
    },
  );

  it('are of whom the route reads, whatever stands before the body and however often it names somebody', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    await desk.ask('POST', 'v1/history', '\ufeff{"site":"one","customerId":"C-6","customerId":"C-7"}');
    expect(await looksOf(desk)).toMatchObject([{ subject: 'C-7' }]);
    expect(office.heard.map(({ body }) => body)).toEqual(['{"site":"one","customerId":"C-7"}']);
  });

  it('are recorded of a report that tells of persons, and of what was refused', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    await desk.ask('GET', 'v1/reports/customer-value.csv', undefined, atOne);
    await desk.ask('GET', 'v1/rejected', undefined, atOne);
    expect(await looksOf(desk)).toMatchObject([
      { route: '/v1/rejected', subject: '*' },
      { route: '/v1/reports/:name', subject: '*' },
    ]);
  });

  it('name a visitor by one hash, whatever their token', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    const visitor = randomUUID();
    const far = Math.floor(office.time.now / 1000) + 3_600;
    const tokens = [randomUUID(), randomUUID()].map((proofId) =>
      signVisitorToken(
        { site: 'one', visitor, proofId, purposes: [], consentExpiresAt: far, expiresAt: far },
        office.options.tokenKeys,
      ),
    );
    for (const visitorToken of [...tokens, 'forged'])
      await desk.ask('POST', 'v1/history', { site: 'one', visitorToken });
    const subjects = (await looksOf(desk)).map(({ subject }) => subject);
    expect(subjects[1]).toBe(subjects[2]);
    expect(subjects[0]).not.toBe(subjects[1]);
    expect(subjects.every((subject) => /^[0-9a-f]{64}$/.test(subject))).toBe(true);
  });

  it('name a visitor by the same hash, whether by token or by a reference that they gave', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    const [visitor, proofId] = [randomUUID(), randomUUID()];
    const { now } = office.time;
    const far = Math.floor(now / 1000) + 3_600;
    const keys = office.options.tokenKeys;
    const token = { site: 'one', visitor, proofId, purposes: [], consentExpiresAt: far, expiresAt: far };
    await desk.ask('POST', 'v1/history', { site: 'one', visitorToken: signVisitorToken(token, keys) });
    for (const at of [now, now - 60_000]) {
      const { reference } = signVisitorReference({ site: 'one', visitor }, keys, at);
      await desk.ask('POST', 'v1/visitors/look', { site: 'one', reference: reference.toLowerCase() });
    }
    await desk.ask('POST', 'v1/visitors/look', { site: 'one', reference: 'forged' });
    const [forged, ...subjects] = (await looksOf(desk)).map(({ subject }) => subject);
    expect(new Set(subjects).size).toBe(1);
    expect(forged).not.toBe(subjects[0]);
    for (const subject of [forged, ...subjects]) expect(subject).toMatch(/^[0-9a-f]{64}$/);
  });

  it('let nobody look who can’t be recorded', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    office.accounts.looks.record = async () => {
      throw new Error('disk full');
    };
    const reply = await desk.ask('POST', 'v1/history', { site: 'one', customerId: 'C-7' });
    expect([reply.status, office.heard]).toEqual([500, []]);
  });

  it('stay when the customer is erased, and name nobody', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    for (const [site, customerId] of [
      ['one', 'C-7'],
      ['one', 'C-7'],
      ['two', 'C-7'],
      ['one', 'C-8'],
    ]) {
      await desk.ask('POST', 'v1/history', { site, customerId });
    }
    await office.accounts.looks.forgetCustomer('one', 'C-7');
    const subjects = (await looksOf(desk)).map(({ subject }) => subject);
    expect(subjects.slice(0, 2)).toEqual(['C-8', 'C-7']);
    expect(subjects[2]).toMatch(/^erased-/);
    expect(subjects[3]).toBe(subjects[2]);
  });

  it('go after 13 months, not before', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    const { record, prune } = office.accounts.looks;
    const look = { by: 'ana', site: 'one', route: '/v1/history', subject: { kind: 'customer', id: 'C-7' } } as const;
    const day = 86_400_000;
    await record({ ...look, at: office.time.now - 396 * day });
    await record({ ...look, at: office.time.now - 394 * day });
    await record({ ...look, at: office.time.now });
    await prune(office.time.now);
    expect((await looksOf(desk)).map(({ at }) => (office.time.now - at) / day)).toEqual([0, 394]);
  });
});
