import type { ApiKey, DashboardUser, NewApiKey } from '@sillage/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addUser, Desk, enter, type Office, openOffice, operatorKey, password } from '../testing/open-office.js';

let office: Office;
let admin: Desk;
beforeEach(async () => {
  office = openOffice();
  admin = await enter(office, 'ana@shop.example', 'admin');
});
afterEach(() => office.close());

const codeOf = async (reply: Response) => ((await reply.json()) as { code: string }).code;
const usersOf = async (desk: Desk) =>
  ((await (await desk.ask('GET', 'users')).json()) as { users: DashboardUser[] }).users;
const emailsOf = async (desk: Desk) => (await usersOf(desk)).map(({ email }) => email);
const idOf = async (email: string) => (await usersOf(admin)).find((user) => user.email === email)?.id ?? '';
const bob = { email: 'bob@shop.example', name: 'Bob', role: 'viewer', sites: ['one'], password } as const;

describe('users', () => {
  it('are let in, changed and removed by an admin; never with their password', async () => {
    const added = await admin.ask('POST', 'users', bob);
    expect(added.status).toBe(201);
    const user = (await added.json()) as DashboardUser;
    expect(Object.keys(user).sort()).toEqual(['createdAt', 'email', 'id', 'name', 'role', 'sites']);
    const changed = await admin.ask('PUT', `users/${user.id}`, { role: 'marketer', name: 'Robert' });
    expect(await changed.json()).toMatchObject({ name: 'Robert', role: 'marketer', sites: ['one'] });
    expect(await usersOf(admin)).toMatchObject([{ email: 'ana@shop.example' }, { name: 'Robert', role: 'marketer' }]);
    expect((await admin.ask('DELETE', `users/${user.id}`)).status).toBe(204);
    expect(await emailsOf(admin)).toEqual(['ana@shop.example']);
  });

  it.each([
    ['an address that is taken', { email: 'ANA@shop.example' }, 'email_taken'],
    ['no address', { email: 'bob' }, 'invalid_request'],
    ['a short password', { password: 'short' }, 'invalid_request'],
    ['an endless password', { password: 'x'.repeat(257) }, 'invalid_request'],
    ['an unknown role', { role: 'owner' }, 'invalid_request'],
    ['an unknown site', { sites: ['three'] }, 'unknown_site'],
    ['a line end in the name', { name: 'Bob\r\nX: 1' }, 'invalid_request'],
    ['a turned name', { name: 'Bob‮' }, 'invalid_request'],
  ])('are not let in with %s', async (_, change, code) => {
    expect(await codeOf(await admin.ask('POST', 'users', { ...bob, ...change }))).toBe(code);
    expect(await emailsOf(admin)).toEqual(['ana@shop.example']);
  });

  it('who are no admin manage nobody', async () => {
    for (const role of ['viewer', 'marketer'] as const) {
      const desk = await enter(office, `${role}@shop.example`, role);
      const id = await idOf('ana@shop.example');
      const requests = [
        ['GET', 'users'],
        ['POST', 'users'],
        ['PUT', `users/${id}`],
        ['DELETE', `users/${id}`],
        ['GET', 'keys'],
        ['POST', 'keys'],
        ['DELETE', 'keys/x'],
        ['GET', 'looks'],
      ] as const;
      for (const [method, path] of requests) expect(await codeOf(await desk.ask(method, path))).toBe('forbidden');
    }
  });

  it('lose at once what they lose: a role, a site, the account', async () => {
    const desk = await enter(office, 'eve@shop.example', 'admin');
    const id = await idOf('eve@shop.example');
    await admin.ask('PUT', `users/${id}`, { role: 'viewer', sites: ['two'] });
    expect(await codeOf(await desk.ask('GET', 'users'))).toBe('forbidden');
    expect(await (await desk.ask('GET', 'session')).json()).toMatchObject({ sites: [{ id: 'two' }] });
    await admin.ask('DELETE', `users/${id}`);
    expect(await codeOf(await desk.ask('GET', 'session'))).toBe('not_signed_in');
  });

  it('are signed out everywhere by a password that an admin sets', async () => {
    const desk = await enter(office, 'eve@shop.example', 'viewer');
    await admin.ask('PUT', `users/${await idOf('eve@shop.example')}`, { password: 'another password' });
    expect((await desk.ask('GET', 'session')).status).toBe(401);
    expect((await desk.signIn('eve@shop.example', 'another password')).status).toBe(200);
  });

  it('are of an admin’s own sites, where that one has not all', async () => {
    const limited = await enter(office, 'one@shop.example', 'admin', ['one']);
    await addUser(office, 'two@shop.example', 'viewer', ['two']);
    await addUser(office, 'both@shop.example', 'viewer', ['one', 'two']);
    expect(await emailsOf(limited)).toEqual(['one@shop.example']);
    for (const sites of [[], ['two'], ['one', 'two']]) {
      expect(await codeOf(await limited.ask('POST', 'users', { ...bob, sites }))).toBe('unknown_site');
    }
    expect((await limited.ask('POST', 'users', bob)).status).toBe(201);
    const own = await idOf('one@shop.example');
    expect(await codeOf(await limited.ask('PUT', `users/${own}`, { sites: [] }))).toBe('unknown_site');
    for (const email of ['ana@shop.example', 'two@shop.example', 'both@shop.example']) {
      const path = `users/${await idOf(email)}`;
      expect(await codeOf(await limited.ask('PUT', path, { role: 'viewer' }))).toBe('not_found');
      expect(await codeOf(await limited.ask('DELETE', path))).toBe('not_found');
    }
  });

  it.each([
    ['to a site that is not the admin’s', { sites: ['two'] }, 'not_found', 401],
    ['to fewer of the admin’s sites', { sites: ['one'] }, undefined, 200],
  ])(
    'get no password of an admin whom they were taken from meanwhile, and one where they moved %s',
    async (...given) => {
      const [, change, code, status] = given;
      const { passwords } = office.accounts;
      const limited = await enter(office, 'lea@shop.example', 'admin', ['one', 'two'].slice(0, code ? 1 : 2));
      await admin.ask('POST', 'users', { ...bob, sites: code ? ['one'] : ['one', 'two'] });
      const path = `users/${await idOf(bob.email)}`;
      const { hash } = passwords;
      passwords.hash = async (typed) => {
        expect((await admin.ask('PUT', path, change)).status).toBe(200);
        return hash(typed);
      };
      expect(await codeOf(await limited.ask('PUT', path, { password: 'another password' }))).toBe(code);
      expect((await new Desk(office).signIn(bob.email, 'another password')).status).toBe(status);
    },
  );

  it('keep one admin of all sites, though two are removed at once', async () => {
    const id = await idOf('ana@shop.example');
    expect(await codeOf(await admin.ask('DELETE', `users/${id}`))).toBe('last_admin');
    expect(await codeOf(await admin.ask('PUT', `users/${id}`, { role: 'viewer' }))).toBe('last_admin');
    expect(await codeOf(await admin.ask('PUT', `users/${id}`, { sites: ['one'] }))).toBe('last_admin');
    const other = await enter(office, 'eve@shop.example', 'admin');
    const replies = await Promise.all([
      admin.ask('DELETE', `users/${await idOf('eve@shop.example')}`),
      other.ask('DELETE', `users/${id}`),
    ]);
    expect(replies.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('have one account an address, though two are made at once', async () => {
    const makeOne = () =>
      office.app.request('/dashboard/users', {
        method: 'POST',
        headers: { Authorization: `Bearer ${operatorKey}` },
        body: JSON.stringify({ ...bob, role: 'admin', sites: [] }),
      });
    const statuses = (await Promise.all([makeOne(), makeOne()])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409]);
  });
});

describe('API keys', () => {
  const request = { name: 'Till', site: 'one', scopes: ['reports:read', 'reports:read'] };

  it('are told once, listed without, and revoked', async () => {
    const made = (await (await admin.ask('POST', 'keys', request)).json()) as NewApiKey;
    expect(made).toMatchObject({ name: 'Till', site: 'one', scopes: ['reports:read'], lastUsedAt: null });
    expect(made.key).toMatch(/^sak_[\w-]{43}$/);
    const listed = await (await admin.ask('GET', 'keys')).text();
    expect(listed).not.toContain(made.key);
    expect((JSON.parse(listed) as { keys: ApiKey[] }).keys.map(({ id }) => id)).toEqual([made.id]);
    expect((await admin.ask('DELETE', `keys/${made.id}`)).status).toBe(204);
    expect(await codeOf(await admin.ask('DELETE', `keys/${made.id}`))).toBe('not_found');
  });

  it.each([
    ['managing accounts', { scopes: ['accounts:manage'] }, 'invalid_request'],
    ['nothing', { scopes: [] }, 'invalid_request'],
    ['an unknown site', { site: 'three' }, 'unknown_site'],
  ])('are not made for %s', async (_, change, code) => {
    expect(await codeOf(await admin.ask('POST', 'keys', { ...request, ...change }))).toBe(code);
  });

  it('are of an admin’s own sites', async () => {
    const limited = await enter(office, 'two@shop.example', 'admin', ['two']);
    const { id } = (await (await admin.ask('POST', 'keys', request)).json()) as NewApiKey;
    expect(await (await limited.ask('GET', 'keys')).json()).toEqual({ keys: [] });
    expect(await codeOf(await limited.ask('DELETE', `keys/${id}`))).toBe('not_found');
    expect(await codeOf(await limited.ask('POST', 'keys', request))).toBe('unknown_site');
  });
});
