import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { MeReply } from '@sillage/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunningServer } from './start-server.js';
import { startServer } from './start-server.js';
import { askHistory, type Boutique, Browser, createBoutique, logger } from './testing/boutique.js';

describe('the server on its embedded engine', () => {
  let boutique: Boutique;
  let server: RunningServer | undefined;

  beforeEach(async () => {
    boutique = await createBoutique();
    server = await boutique.start();
  });
  afterEach(async () => {
    await server?.stop();
    boutique.remove();
  });

  const url = () => server?.url ?? '';
  const tokenOf = (browser: Browser) => browser.cookie?.split('=')[1] ?? '';
  const paths = async (browser: Browser) => {
    const history = await askHistory(url(), boutique.secretKey, { visitorToken: tokenOf(browser) });
    return history.sessions.flatMap((session) => session.pages.map((page) => page.path));
  };

  it('takes consent, then events, tells the history, and still has it after a restart', async () => {
    const browser = new Browser(url());
    const consent = await browser.consent(['measurement', 'personalisation']);
    expect(consent.status).toBe(200);
    expect(browser.cookie).toMatch(/^__Host-sillage=v1\./);
    const reply = await browser.viewPage('/chaussures');
    expect(reply.status).toBe(202);
    expect(await reply.json()).toMatchObject({ accepted: 1, duplicates: 0, rejected: [] });
    await expect.poll(() => paths(browser), { timeout: 10_000 }).toEqual(['/chaussures']);

    await server?.stop();
    server = await boutique.start();
    const again = new Browser(url());
    again.cookie = browser.cookie;
    expect(await paths(again)).toEqual(['/chaussures']);
    await again.viewPage('/sacs');
    await expect.poll(async () => (await paths(again)).sort(), { timeout: 10_000 }).toEqual(['/chaussures', '/sacs']);
    const me = (await (await again.me()).json()) as MeReply;
    expect(me.history.recognised).toBe(true);
    expect(me.consents.map((each) => each.choices)).toEqual([{ measurement: 'granted', personalisation: 'granted' }]);
  });

  it('takes slots and counts segments by secret key, and has them after a restart', async () => {
    const ask = (method: string, key: string, body?: object) =>
      fetch(`${url()}/v1/slots/hero`, {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Sillage-Site': 'boutique' },
        ...(body && { body: JSON.stringify(body) }),
      });
    const hero = { name: 'Hero', template: 'banner', content: { fr: { title: 'Bonjour' }, en: { title: 'Hello' } } };
    expect((await ask('PUT', 'wrong', hero)).status).toBe(401);
    expect((await ask('PUT', boutique.secretKey, hero)).status).toBe(201);
    const size = await fetch(`${url()}/v1/segments/new/size?site=boutique`, {
      headers: { Authorization: `Bearer ${boutique.secretKey}` },
    });
    expect(await size.json()).toMatchObject({ segment: 'new', persons: 0, of: 0 });
    await server?.stop();
    server = await boutique.start();
    const told = () => ask('GET', boutique.secretKey).then((reply) => reply.json());
    await expect.poll(told, { timeout: 10_000 }).toMatchObject({ id: 'hero', ...hero, version: 1 });
  });

  it('takes the catalogue by secret key, and has it after a restart', async () => {
    const ask = (method: string, type: string, body?: string) =>
      fetch(`${url()}/v1/catalogue`, {
        method,
        headers: { Authorization: `Bearer ${boutique.secretKey}`, 'Sillage-Site': 'boutique', 'Content-Type': type },
        ...(body !== undefined && { body }),
      });
    const xml = '<rss><item><id>T-1</id><title>Tente</title><price>249.90 EUR</price></item></rss>';
    expect(await (await ask('PUT', 'application/xml', xml)).json()).toMatchObject({ accepted: 1, refused: 0 });
    await server?.stop();
    server = await boutique.start();
    const told = { id: 'T-1', name: 'Tente', priceMinor: 24_990, currency: 'EUR', stock: 'in' };
    expect(await (await ask('GET', 'application/json')).json()).toMatchObject({ products: [told] });
    const metrics = async () => (await fetch(`${url()}/metrics`)).text();
    await expect.poll(metrics, { timeout: 10_000 }).toContain('sillage_catalogue_products{site="boutique"} 1');
  });

  it('lets one address read no more often than it may write', async () => {
    await server?.stop();
    server = await startServer({ ...boutique.config, rateLimits: { perAddressPerSecond: 0.05 } }, logger);
    const browser = new Browser(url());
    const replies: Response[] = [];
    for (let times = 0; times < 4; times++) replies.push(await browser.me());
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(Number(replies[3]?.headers.get('Retry-After'))).toBeGreaterThan(0);
  });

  it('forgets a visitor who asks for it, at once and for good', async () => {
    const browser = new Browser(url());
    await browser.consent(['measurement', 'personalisation']);
    await browser.viewPage('/chaussures');
    await expect.poll(() => paths(browser), { timeout: 10_000 }).toEqual(['/chaussures']);
    const headers = { Origin: 'https://boutique.example', Cookie: browser.cookie ?? '' };
    const erased = await fetch(`${url()}/v1/me?site=boutique`, { method: 'DELETE', headers });
    expect(erased.ok).toBe(true);
    expect(await paths(browser)).toEqual([]);
    expect(await (await browser.me()).json()).toMatchObject({ history: { recognised: false, sessions: [] } });
  });

  it('says that it is ready, and how ClickHouse is', async () => {
    expect(await (await fetch(`${url()}/readyz`)).json()).toEqual({
      status: 'ready',
      journal: 'writable',
      clickhouse: 'answers',
    });
    expect((await fetch(`${url()}/healthz`)).status).toBe(200);
  });

  it('shows its counters to this machine alone', async () => {
    const own = await fetch(`${url()}/metrics`);
    expect(await own.text()).toContain('sillage_events_accepted_total');
    const proxied = await fetch(`${url()}/metrics`, { headers: { 'X-Forwarded-For': '203.0.113.9' } });
    expect(proxied.status).toBe(404);
  });

  it('answers a path that is not there with a problem', async () => {
    const reply = await fetch(`${url()}/nothing`);
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ code: 'not_found' });
  });

  it('keeps its data directory and its announcement to the owner, and one owner at a time', async () => {
    const announced = JSON.parse(readFileSync(join(boutique.config.dataDir, 'server.json'), 'utf8'));
    expect(announced.url).toBe(url());
    await expect(startServer(boutique.config, logger)).rejects.toThrow(/in use|owner|locked/i);
  });

  it('frees everything when its port is taken', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as AddressInfo;
    await server?.stop();
    await expect(startServer({ ...boutique.config, port }, logger)).rejects.toThrow('EADDRINUSE');
    squatter.close();
    server = await boutique.start();
    expect((await fetch(`${url()}/healthz`)).status).toBe(200);
  });
});

describe('the server without ClickHouse', () => {
  it('takes events while the configured ClickHouse is away, and stays ready', async () => {
    const clickhouse = { url: 'http://127.0.0.1:1', user: 'default', password: '', database: 'sillage' };
    const boutique = await createBoutique({ clickhouse, stopTimeoutMs: 200 });
    const server = await boutique.start();
    try {
      const browser = new Browser(server.url);
      await browser.consent(['measurement', 'personalisation']);
      expect((await browser.viewPage('/')).status).toBe(202);
      const ready = await fetch(`${server.url}/readyz`);
      expect(ready.status).toBe(200);
      expect(await ready.json()).toMatchObject({ clickhouse: 'away' });
      expect((await browser.me()).status).toBe(503);
    } finally {
      await server.stop();
      boutique.remove();
    }
  });
});
