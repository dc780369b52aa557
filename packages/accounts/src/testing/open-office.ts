import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DashboardUser, Role, Site } from '@sillage/protocol';
import { Hono } from 'hono';
import { pino } from 'pino';
import type { RateLimiter } from '../accounts-options.js';
import { createGateway } from '../gateway/gateway.js';
import { createAccountRoutes } from '../http/account-routes.js';
import { openAccounts } from '../open-accounts.js';

export const password = 'correct horse battery';
export const operatorKey = 'sk_operator';
const origin = 'http://office.example';

function siteOf(id: string): Site {
  return {
    id,
    name: id,
    origins: [`https://${id}.example`],
    timeZone: 'Europe/Paris',
    currency: 'EUR',
    policyVersion: '1',
    visitorCookie: { mode: 'host', name: 'sillage' },
    queryAllowList: [],
    retentionDays: 760,
    ordersFrom: 'any',
    secretKeyHashes: [],
    identifySecrets: [],
    internalAddresses: [],
  };
}

/** What a route behind the gateway was asked. */
export interface Heard {
  method: string;
  path: string;
  authorization: string | null;
  site: string | null;
  cookie: string | null;
  body: string;
}

/** An app of accounts and gateway over routes that tell what they heard, on a file of its own. */
export function openOffice() {
  const folder = mkdtempSync(join(tmpdir(), 'sillage-accounts-'));
  const path = join(folder, 'accounts.db');
  const accounts = openAccounts(path);
  const time = { now: Date.now() };
  const limits = { network: countTo(1_000), account: countTo(1_000) };
  const app = new Hono();
  const options = {
    accounts,
    sites: ['one', 'two'].map(siteOf),
    networkOf: () => '203.0.113.7',
    isHttps: () => false,
    limits,
    operatorKey,
    tokenKeys: ['k'.repeat(32)] as [string],
    clock: () => time.now,
    logger: pino({ level: 'silent' }),
  };
  const heard: Heard[] = [];
  app.route('/', createAccountRoutes(options));
  const passing = {
    basePath: '',
    keyOf: (site: string) => `sk_${site}`,
    pass: (request: Request) => app.fetch(request),
    needsOfReport: (name: string) => (name === 'customer-value' ? ('visitors:read' as const) : undefined),
  };
  app.route('/', createGateway({ ...options, ...passing }));
  const passThrough: { on?: (request: Request) => void } = {};
  app.all('/v1/*', async (context) => {
    passThrough.on?.(context.req.raw);
    const { method, url, headers } = context.req.raw;
    const read = (name: string) => headers.get(name);
    const { pathname, search } = new URL(url);
    const body = await context.req.text();
    heard.push({ method, path: pathname + search, ...toHeard(read), body });
    return context.json({ heard: true });
  });
  const close = () => {
    accounts.close();
    rmSync(folder, { recursive: true });
  };
  return { app, accounts, options, path, time, limits, heard, passThrough, close };
}
export type Office = ReturnType<typeof openOffice>;

function countTo(most: number): RateLimiter & { most: number } {
  const taken = new Map<string, number>();
  return {
    most,
    take(key) {
      const count = (taken.get(key) ?? 0) + 1;
      taken.set(key, count);
      return count > this.most ? 90_000 : 0;
    },
  };
}

/** A browser on the page: keeps the cookie and tells where it is. */
export class Desk {
  cookie = '';
  constructor(readonly office: Office) {}

  async ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const reply = await this.office.app.request(`${origin}/dashboard/${path}`, {
      method,
      headers: { Host: 'office.example', Origin: origin, Cookie: this.cookie, ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const set = reply.headers.get('Set-Cookie');
    if (set) this.cookie = set.split(';')[0] ?? '';
    return reply;
  }

  signIn(email: string, typed = password): Promise<Response> {
    return this.ask('POST', 'session', { email, password: typed });
  }
}

/** By the operator, as the command does. */
export async function addUser(office: Office, email: string, role: Role, sites: string[] = []): Promise<DashboardUser> {
  const reply = await office.app.request(`${origin}/dashboard/users`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${operatorKey}` },
    body: JSON.stringify({ email, name: email, role, sites, password }),
  });
  if (reply.status !== 201) throw new Error(await reply.text());
  return (await reply.json()) as DashboardUser;
}

/** Somebody who is signed in. */
export async function enter(office: Office, email: string, role: Role, sites: string[] = []): Promise<Desk> {
  await addUser(office, email, role, sites);
  const desk = new Desk(office);
  await desk.signIn(email);
  return desk;
}

function toHeard(read: (name: string) => string | null) {
  return { authorization: read('Authorization'), site: read('Sillage-Site'), cookie: read('Cookie') };
}
