import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { DashboardSession, DashboardUser } from '@sillage/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashSecret } from '../secrets.js';
import { addUser, Desk, enter, type Office, openOffice, operatorKey, password } from '../testing/open-office.js';
import { createAccountRoutes } from './account-routes.js';

let office: Office;
beforeEach(() => {
  office = openOffice();
});
afterEach(() => office.close());

const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;
const isIn = async (desk: Desk) => (await desk.ask('GET', 'session')).status === 200;
const hour = 3_600_000;

describe('signing in', () => {
  it('tells who one is, what one may do and which sites one sees', async () => {
    await addUser(office, 'ana@shop.example', 'marketer', ['one']);
    const desk = new Desk(office);
    expect(await codeOf(await desk.ask('GET', 'session'))).toBe('not_signed_in');
    const reply = await desk.signIn(' Ana@Shop.Example ');
    expect(reply.status).toBe(200);
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
    const told = (await (await desk.ask('GET', 'session')).json()) as DashboardSession;
    expect(told).toMatchObject({ user: { email: 'ana@shop.example', role: 'marketer' }, sites: [{ id: 'one' }] });
    expect(told.permissions).toContain('visitors:read');
    expect(told.permissions).not.toContain('accounts:manage');
    expect(JSON.stringify(told)).not.toContain('secretKeyHashes');
  });

  it('sets a cookie for the folder of the page alone, which no script and no other site’s page gets at', async () => {
    await addUser(office, 'ana@shop.example', 'viewer');
    const reply = await new Desk(office).signIn('ana@shop.example');
    const cookie = reply.headers.get('Set-Cookie');
    expect(cookie).toMatch(/^sillage-session=ses_[\w-]{43}; Max-Age=2592000; HttpOnly; SameSite=Strict$/);
    const behindTls = createAccountRoutes({ ...office.options, isHttps: () => true });
    const secure = await behindTls.request('http://office.example/dashboard/session', {
      method: 'POST',
      headers: { Host: 'office.example', Origin: 'https://office.example' },
      body: JSON.stringify({ email: 'ana@shop.example', password }),
    });
    expect(secure.headers.get('Set-Cookie')).toContain('; Secure');
  });

  it('answers an unknown address and a wrong password alike', async () => {
    await addUser(office, 'ana@shop.example', 'viewer');
    const desk = new Desk(office);
    const replies = [
      await desk.signIn('ana@shop.example', 'wrong horse battery'),
      await desk.signIn('nobody@shop.example'),
      await desk.signIn("' OR 1=1 --"),
    ];
    expect(replies.map(({ status }) => status)).toEqual([401, 401, 401]);
    const bodies = await Promise.all(replies.map((reply) => reply.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(bodies[0]).toContain('wrong_credentials');
  });

  it('takes composed and decomposed letters of a password for the same', async () => {
    const { passwords, users } = office.accounts;
    const passwordHash = await passwords.hash('é'.repeat(12));
    await users.add({ email: 'e@shop.example', name: 'E', role: 'viewer', sites: [], passwordHash }, 0);
    expect((await new Desk(office).signIn('e@shop.example', 'é'.normalize('NFD').repeat(12))).status).toBe(200);
  });

  it('gives a new token to each sign-in, and takes none that was planted', async () => {
    const desk = await enter(office, 'ana@shop.example', 'viewer');
    const first = desk.cookie;
    const other = new Desk(office);
    other.cookie = first;
    await other.signIn('ana@shop.example');
    expect(other.cookie).not.toBe(first);
    expect(await isIn(desk)).toBe(false);
    const planted = new Desk(office);
    planted.cookie = `sillage-session=ses_${'a'.repeat(43)}`;
    await planted.signIn('ana@shop.example');
    expect(planted.cookie).not.toContain('aaaa');
  });

  it('keeps a hash of the token, never the token', async () => {
    const desk = await enter(office, 'ana@shop.example', 'viewer');
    const token = desk.cookie.split('=')[1] ?? '';
    const files = ['', '-wal'].map((end) => readFileSync(office.path + end, 'latin1')).join('');
    expect(files).not.toContain(token);
    expect(files).toContain(hashSecret(token));
    expect(files).not.toContain(password);
    expect(files).toContain('$argon2id$v=19$m=19456,t=2,p=1$');
  });

  it.each(['network', 'account'] as const)('tells who tried too often by %s when to come back', async (limit) => {
    await addUser(office, 'ana@shop.example', 'viewer');
    office.limits[limit].most = 2;
    const desk = new Desk(office);
    await desk.signIn('ana@shop.example', 'wrong horse battery');
    await desk.signIn('ana@shop.example', 'wrong horse battery');
    const reply = await desk.signIn('ana@shop.example');
    expect([reply.status, reply.headers.get('Retry-After')]).toEqual([429, '90']);
  });

  it('turns a flood of sign-ins away rather than let it wait', async () => {
    const desks = Array.from({ length: 60 }, () => new Desk(office).signIn('nobody@shop.example'));
    const statuses = (await Promise.all(desks)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });
});

describe('a session', () => {
  it('goes on while it is used, ends after 12 idle hours, and after 30 days whatever happens', async () => {
    const desk = await enter(office, 'ana@shop.example', 'viewer');
    for (let times = 0; times < 65; times++) {
      office.time.now += 11 * hour;
      expect(await isIn(desk)).toBe(true);
    }
    office.time.now += 6 * hour;
    expect(await isIn(desk)).toBe(false); // 30 days and an hour
    await desk.signIn('ana@shop.example');
    office.time.now += 12 * hour + 1;
    expect(await isIn(desk)).toBe(false);
  });

  it('is ended by signing out, here alone or everywhere', async () => {
    const [first, second, third] = [
      await enter(office, 'ana@shop.example', 'viewer'),
      new Desk(office),
      new Desk(office),
    ];
    for (const desk of [second, third]) await desk.signIn('ana@shop.example');
    const stolen = new Desk(office);
    stolen.cookie = first.cookie;
    const reply = await first.ask('DELETE', 'session');
    expect([reply.status, first.cookie]).toEqual([204, 'sillage-session=']);
    expect(await Promise.all([stolen, second, third].map(isIn))).toEqual([false, true, true]);
    expect((await second.ask('DELETE', 'sessions')).status).toBe(204);
    expect(await isIn(third)).toBe(false);
  });

  it('survives a change of password where it was made, and nowhere else', async () => {
    const desk = await enter(office, 'ana@shop.example', 'viewer');
    const other = new Desk(office);
    await other.signIn('ana@shop.example');
    const change = (current: string, next: string) => desk.ask('PUT', 'password', { current, next });
    expect(await codeOf(await change('wrong horse battery', 'a new password'))).toBe('wrong_credentials');
    expect(await codeOf(await change(password, 'too short'))).toBe('invalid_request');
    expect((await change(password, 'a new password')).status).toBe(204);
    expect([await isIn(desk), await isIn(other)]).toEqual([true, false]);
    expect((await other.signIn('ana@shop.example')).status).toBe(401);
    expect((await other.signIn('ana@shop.example', 'a new password')).status).toBe(200);
  });

  it('lasts in one place where two change the password at once, knowing the same one', async () => {
    const desks = [await enter(office, 'ana@shop.example', 'viewer'), new Desk(office)] as const;
    await desks[1].signIn('ana@shop.example');
    const [one, other] = await Promise.all(
      desks.map((desk, index) => desk.ask('PUT', 'password', { current: password, next: `new password ${index}` })),
    );
    expect([one?.status, other?.status]).toEqual([204, 401]);
    expect((await desks[0].signIn('ana@shop.example', 'new password 0')).status).toBe(200);
  });

  it('is had by none of 1,000 forged cookies', async () => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    const token = desk.cookie.split('=')[1] ?? '';
    const forged = new Desk(office);
    for (let times = 0; times < 1_000; times++) {
      const bytes = randomBytes(32);
      const shapes = [
        `ses_${bytes.toString('base64url')}`,
        token.slice(0, 4 + (times % 43)),
        `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`,
        hashSecret(token),
        encodeURIComponent(bytes.toString('latin1')),
        `${token}%00`,
      ];
      forged.cookie = `sillage-session=${shapes[times % shapes.length]}`;
      expect((await forged.ask('GET', 'session')).status).toBe(401);
    }
    expect(await isIn(desk)).toBe(true);
  });
});

describe('other sites’ pages', () => {
  it.each([
    ['another origin', { Origin: 'https://evil.example' }],
    ['a sandboxed page', { Origin: 'null' }],
    ['a page of the same site', { Origin: 'http://shop.example', 'Sec-Fetch-Site': 'same-site' }],
    ['another port', { Origin: 'http://office.example:8080' }],
    ['its own origin, called so by a browser that knows better', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('change nothing: %s', async (_, headers) => {
    const desk = await enter(office, 'ana@shop.example', 'admin');
    for (const [method, path] of [
      ['DELETE', 'session'],
      ['DELETE', 'sessions'],
      ['POST', 'session'],
      ['POST', 'users'],
      ['POST', 'keys'],
      ['POST', 'v1/history'],
    ] as const) {
      const reply = await desk.ask(method, path, {}, headers);
      expect([path, await codeOf(reply)]).toEqual([path, 'origin_not_allowed']);
    }
    expect(await isIn(desk)).toBe(true);
  });

  it('change nothing without an origin either', async () => {
    await addUser(office, 'ana@shop.example', 'admin');
    const reply = await office.app.request('/dashboard/session', { method: 'POST', body: '{}' });
    expect(await codeOf(reply)).toBe('origin_not_allowed');
  });
});

describe('hostile input', () => {
  const hostile = [
    "'; DROP TABLE users; --",
    '" OR ""="',
    'a@b.example\r\nSet-Cookie: x=1',
    '\u0000',
    '‮gpj.exe',
    '<script>alert(1)</script>',
    '{{7*7}}',
    '%00%0d%0a',
    '../../etc/passwd',
    '💣'.repeat(40),
  ];

  it.each(hostile)('is data in every field: %j', async (text) => {
    const admin = await enter(office, 'ana@shop.example', 'admin');
    const user = { email: 'x@shop.example', name: 'X', role: 'viewer', sites: [], password };
    const key = { name: 'X', site: 'one', scopes: ['reports:read'] };
    const requests: [string, string, unknown][] = [
      ['POST', 'session', { email: text, password: text }],
      ['PUT', 'password', { current: text, next: text.padEnd(12, 'x') }],
      ...(['email', 'name', 'role', 'sites'] as const).map((field): [string, string, unknown] => [
        'POST',
        'users',
        { ...user, email: `${field}@shop.example`, [field]: field === 'sites' ? [text] : text },
      ]),
      ['POST', 'keys', { ...key, name: text }],
      ['POST', 'keys', { ...key, site: text }],
      ['POST', 'keys', { ...key, scopes: [text] }],
      ['PUT', `users/${encodeURIComponent(text)}`, { role: 'admin' }],
      ['DELETE', `users/${encodeURIComponent(text)}`, undefined],
      ['DELETE', `keys/${encodeURIComponent(text)}`, undefined],
      ['GET', `looks?limit=${encodeURIComponent(text)}`, undefined],
    ];
    for (const [method, path, body] of requests) {
      const reply = await admin.ask(method, path, body);
      expect([path, reply.status < 500]).toEqual([path, true]);
      expect(reply.headers.get('Set-Cookie') ?? '').not.toContain('x=1');
    }
    expect(await isIn(admin)).toBe(true);
    const { users } = (await (await admin.ask('GET', 'users')).json()) as { users: DashboardUser[] };
    expect(users.length).toBeLessThanOrEqual(2); // a name of harmless signs is a name
  });

  it.each([
    ['no JSON', '{', 400],
    ['an array', [], 422],
    ['null', null, 422],
    ['what nobody asked for', { email: 'x@shop.example', isAdmin: true }, 422],
    ['a deep nest', `${'['.repeat(20_000)}${']'.repeat(20_000)}`, 422],
    ['too many bytes', 'x'.repeat(70_000), 413],
  ])('is refused where it is %s', async (_, body, status) => {
    const admin = await enter(office, 'ana@shop.example', 'admin');
    for (const path of ['users', 'keys']) expect((await admin.ask('POST', path, body)).status).toBe(status);
  });

  it('gets nowhere with keys that are none', async () => {
    for (const key of ['', 'sk_', `${operatorKey}x`, 'Basic abc', `sak_${'a'.repeat(43)}`]) {
      const reply = await office.app.request('/dashboard/users', { headers: { Authorization: `Bearer ${key}` } });
      expect(reply.status).toBe(401);
    }
  });
});
