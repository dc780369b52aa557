import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gatewayRoutes, refusedRoutes } from '@sillage/accounts';
import type { DashboardSession, History, Look, NewApiKey } from '@sillage/protocol';
import { TrieRouter } from 'hono/router/trie-router';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, listUsers, removeUser, setPassword, setRole } from './cli/user.js';
import { openNode } from './node.js';
import type { RunningServer } from './start-server.js';
import { type Boutique, Browser, createBoutique, logger } from './testing/boutique.js';
import { listOwnRoutes, type OwnRoute } from './testing/own-routes.js';

const password = 'correct horse battery';

/** The command with this password on its standard input. */
function atCommand({ config }: Pick<Boutique, 'config'>, typed = password) {
  const said: string[] = [];
  const io = { out: (text: string) => said.push(text), err: (text: string) => said.push(text) };
  return { said, given: { config, logger, fetch, io: { ...io, readInput: async () => `${typed}\n` } } };
}

describe('the marketer’s page on a node', () => {
  let boutique: Boutique;
  let server: RunningServer;
  let cookie: string;
  beforeAll(async () => {
    boutique = await createBoutique();
    server = await boutique.start();
    await addUser('ana@shop.example', { role: 'admin', name: 'Ana' }, atCommand(boutique).given);
    const reply = await ask('POST', 'session', { email: 'ana@shop.example', password });
    cookie = reply.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  });
  afterAll(async () => {
    await server.stop();
    boutique.remove();
  });

  function ask(method: string, path: string, body?: unknown, init: RequestInit = {}): Promise<Response> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const headers = { Origin: server.url, Cookie: cookie ?? '', 'Sillage-Site': 'boutique' };
    return fetch(`${server.url}/dashboard/${path}`, { method, headers, ...json, ...init });
  }
  const looks = async () => ((await (await ask('GET', 'looks')).json()) as { looks: Look[] }).looks;
  const makeKey = async (scopes: string[]) =>
    (await (await ask('POST', 'keys', { name: 'Till', site: 'boutique', scopes })).json()) as NewApiKey;

  it('tells who is signed in, and their sites', async () => {
    const session = (await (await ask('GET', 'session')).json()) as DashboardSession;
    expect(session).toMatchObject({
      user: { email: 'ana@shop.example', name: 'Ana', role: 'admin' },
      sites: [{ id: 'boutique', timeZone: 'Europe/Paris', currency: 'EUR', origins: ['https://boutique.example'] }],
    });
  });

  it('reads and writes through the same routes as the shop’s servers', async () => {
    const hero = { name: 'Hero', template: 'banner', content: { fr: { title: 'Bonjour' }, en: { title: 'Hello' } } };
    expect((await ask('PUT', 'v1/slots/hero', hero)).status).toBe(201);
    await expect.poll(async () => (await ask('GET', 'v1/slots/hero')).status, { timeout: 10_000 }).toBe(200);
    expect((await ask('GET', 'v1/slots/hero')).headers.get('ETag')).toBe('"1"');
    expect(await (await ask('GET', 'v1/segments/new/size')).json()).toMatchObject({ segment: 'new', persons: 0 });
    expect((await ask('GET', 'v1/reports/exempt')).status).toBe(200);
    const elsewhere = { headers: { Cookie: cookie, 'Sillage-Site': 'other' } };
    expect((await ask('GET', 'v1/slots', undefined, elsewhere)).status).toBe(403);
  });

  it('streams a feed in, and the members of a segment out', async () => {
    const lines = Array.from({ length: 2_000 }, (_, id) => `{"id":"P-${id}","name":"Product ${id}"}\n`);
    const feed = ReadableStream.from(lines).pipeThrough(new TextEncoderStream());
    const headers = {
      Origin: server.url,
      Cookie: cookie,
      'Sillage-Site': 'boutique',
      'Content-Type': 'application/jsonl',
    };
    const reply = await ask('PUT', 'v1/catalogue', undefined, { headers, body: feed, duplex: 'half' } as RequestInit);
    expect(await reply.json()).toMatchObject({ accepted: 2_000, refused: 0 });
    expect((await ask('GET', 'v1/segments/new/members')).status).toBe(200);
    expect(await looks()).toMatchObject([{ route: '/v1/segments/:id/members', subject: 'segment:new' }]);
  });

  it('shows a visitor’s history to who may see it, and records the look', async () => {
    const browser = new Browser(server.url);
    await browser.consent(['measurement', 'personalisation']);
    await browser.viewPage('/tentes');
    const visitorToken = browser.cookie?.split('=')[1];
    const paths = async () => {
      const history = (await (await ask('POST', 'v1/history', { site: 'boutique', visitorToken })).json()) as History;
      return history.sessions.flatMap(({ pages }) => pages.map(({ path }) => path));
    };
    await expect.poll(paths, { timeout: 10_000 }).toEqual(['/tentes']);
    const [last] = await looks();
    expect(last).toMatchObject({ by: 'ana@shop.example', route: '/v1/history', site: 'boutique' });
    expect(last?.subject).toMatch(/^[0-9a-f]{64}$/);
  });

  it('takes API keys on the HTTP API within their scopes', async () => {
    const { key, id } = await makeKey(['definitions:read']);
    const byKey = (method: string, path: string, body?: object) =>
      fetch(server.url + path, {
        method,
        headers: { Authorization: `Bearer ${key}` },
        ...(body && { body: JSON.stringify(body) }),
      });
    expect((await byKey('GET', '/v1/slots')).status).toBe(200);
    expect((await byKey('PUT', '/v1/slots/hero', {})).status).toBe(403);
    expect((await byKey('POST', '/v1/history', { site: 'boutique', customerId: 'C' })).status).toBe(403);
    expect((await byKey('POST', '/v1/events', { site: 'boutique', sentAt: 0, events: [] })).ok).toBe(false);
    await ask('DELETE', `keys/${id}`);
    expect((await byKey('GET', '/v1/slots')).status).toBe(401);
  });

  it('erases a customer, and their id from the looks', async () => {
    const customerId = `C-${randomUUID()}`;
    await ask('POST', 'v1/history', { site: 'boutique', customerId });
    expect((await looks())[0]?.subject).toBe(customerId);
    expect((await ask('POST', 'v1/subjects/erase', { site: 'boutique', customerId })).status).toBe(202);
    const after = await looks();
    expect(after.slice(0, 2).map(({ route }) => route)).toEqual(['/v1/subjects/erase', '/v1/history']);
    expect(JSON.stringify(after)).not.toContain(customerId);
  });

  it('is managed by the command while it runs', async () => {
    const { said, given } = atCommand(boutique);
    await addUser('bob@shop.example', { role: 'viewer', site: ['boutique'] }, given);
    await setRole('Bob@shop.example', 'marketer', {}, given);
    await listUsers(given);
    expect(said.slice(-2)).toEqual([
      'ana@shop.example\tadmin\tall sites\tAna',
      'bob@shop.example\tmarketer\tboutique\tbob',
    ]);
    await setRole('bob@shop.example', 'viewer', { allSites: true }, given);
    expect(said.at(-1)).toBe('bob@shop.example is viewer of all sites.');
    await setRole('bob@shop.example', 'marketer', { site: ['boutique'] }, given);
    const both = { site: ['boutique'], allSites: true };
    await expect(setRole('bob@shop.example', 'viewer', both, given)).rejects.toThrow('either');
    await setPassword('bob@shop.example', atCommand(boutique, 'another password').given);
    const signIn = (typed: string) => ask('POST', 'session', { email: 'bob@shop.example', password: typed });
    expect((await signIn(password)).status).toBe(401);
    expect((await signIn('another password')).status).toBe(200);
    await removeUser('bob@shop.example', given);
    expect((await signIn('another password')).status).toBe(401);
    await expect(removeUser('bob@shop.example', given)).rejects.toThrow('nobody has the address');
    await expect(removeUser('ana@shop.example', given)).rejects.toThrow('last_admin');
    await expect(addUser('ana@shop.example', { role: 'admin' }, given)).rejects.toThrow('email_taken');
    await expect(addUser('c@shop.example', {}, atCommand(boutique, 'short').given)).rejects.toThrow('12 to 256');
    await expect(addUser('c@shop.example', { role: 'boss' }, given)).rejects.toThrow('one of viewer');
    await expect(addUser('c@shop.example', { site: ['no'] }, given)).rejects.toThrow('unknown_site');
  });

  it('turns away who tries passwords', async () => {
    const tries = Array.from({ length: 12 }, () => ask('POST', 'session', { email: 'eve@shop.example', password }));
    const replies = await Promise.all(tries);
    const limited = replies.filter(({ status }) => status === 429);
    expect(replies.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(limited.map((reply) => Number(reply.headers.get('Retry-After')) > 0)).toEqual([true, true]);
  });
});

describe('a node', () => {
  it('has no route that the gateway neither knows nor refuses, and each that it knows, behind a base path too', async () => {
    const boutique = await createBoutique({ basePath: '/trail' });
    const node = await openNode({ config: boutique.config, logger, operatorKey: 'sk_operator' });
    try {
      const known = [...gatewayRoutes, ...refusedRoutes];
      const own = listOwnRoutes(node.app, '/trail').filter(({ path }) => path.startsWith('/v1/'));
      expect(own.length).toBeGreaterThan(50);
      expect(missingFrom(known, own)).toEqual([]);
      expect(missingFrom(own, known)).toEqual([]);
      const asked = await node.app.request('/trail/dashboard/session');
      expect(await asked.json()).toMatchObject({ code: 'not_signed_in' });
      const keyed = { Authorization: 'Bearer sk_operator' };
      const listed = () => node.app.request('/trail/dashboard/v1/catalogue?site=boutique', { headers: keyed });
      await expect.poll(async () => (await listed()).status, { timeout: 10_000 }).toBe(200);
    } finally {
      await node.close(10_000);
      boutique.remove();
    }
  });

  it('records visits and says what is wrong while the file of accounts is damaged', async () => {
    const boutique = await createBoutique();
    const { given } = atCommand(boutique);
    await addUser('ana@shop.example', { role: 'admin' }, given);
    const path = join(boutique.config.dataDir, 'accounts.db');
    expect(existsSync(path)).toBe(true);
    writeFileSync(path, 'no database '.repeat(1_000));
    await expect(listUsers(given)).rejects.toThrow('restore it from a backup');
    const server = await boutique.start();
    try {
      expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
      const browser = new Browser(server.url);
      await browser.consent(['measurement']);
      expect((await browser.viewPage('/')).status).toBe(202);
      for (const asked of ['session', 'users/x', 'v1/reports']) {
        const reply = await fetch(`${server.url}/dashboard/${asked}`);
        expect(await reply.json()).toMatchObject({ code: 'accounts_unavailable', status: 503 });
      }
      const ask = (path: string, key: string, body?: object) =>
        fetch(server.url + path, {
          headers: { Authorization: `Bearer ${key}`, 'Sillage-Site': 'boutique' },
          ...(body && { method: 'POST', body: JSON.stringify(body) }),
        });
      const byApiKey = await ask('/v1/slots', `sak_${'a'.repeat(43)}`);
      expect(await byApiKey.json()).toMatchObject({ code: 'accounts_unavailable', status: 503 });
      const bySecretKey = async () => (await ask('/v1/slots', boutique.secretKey)).status;
      await expect.poll(bySecretKey, { timeout: 10_000 }).toBe(200);
      const erasing = { site: 'boutique', customerId: 'C-7' };
      const erased = await ask('/v1/subjects/erase', boutique.secretKey, erasing);
      expect(await erased.json()).toMatchObject({ code: 'accounts_unavailable', status: 503 });
    } finally {
      await server.stop();
      boutique.remove();
    }
  });
});

/** Those of the second that none of the first fits. */
function missingFrom(present: readonly OwnRoute[], wanted: readonly OwnRoute[]): string[] {
  const router = new TrieRouter<true>();
  for (const { method, path } of present) router.add(method, path, true);
  return wanted
    .filter(({ method, path }) => router.match(method, toSample(path))[0].length === 0)
    .map(({ method, path }) => `${method} ${path}`);
}

/** A path that a pattern fits. */
function toSample(pattern: string): string {
  return pattern.replace(/:\w+(\{[^}]*\})?/g, 'x').replaceAll('*', 'x');
}
