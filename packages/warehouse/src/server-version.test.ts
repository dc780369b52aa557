import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { openWarehouse } from './open-warehouse.js';
import { compareVersions, oldestVersion } from './server-version.js';

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** A server that answers every query with this. */
async function serve(status: number, body: string): Promise<string> {
  server = createServer((_, response) => {
    response.writeHead(status, status === 200 ? {} : { 'X-ClickHouse-Exception-Code': '516' });
    response.end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

it.each(['26.6.9.1', '25.8.2.29', '9.9'])('refuses a server of version %s and says both versions', async (version) => {
  const url = await serve(200, `${JSON.stringify({ version })}\n`);
  const opening = openWarehouse({ kind: 'server', url });
  await expect(opening).rejects.toMatchObject({ code: 'too_old', message: expect.stringContaining(version) });
  await expect(opening).rejects.toMatchObject({ message: expect.stringContaining(oldestVersion) });
});

it('refuses a wrong password without repeating it', async () => {
  const url = await serve(
    403,
    'Code: 516. DB::Exception: shop: Authentication failed: secret. (AUTHENTICATION_FAILED)',
  );
  const opening = openWarehouse({ kind: 'server', url, user: 'shop', password: 'secret' });
  const failure = await opening.catch((error) => error);
  expect(failure).toMatchObject({ code: 'refused' });
  expect(failure.message).not.toContain('secret');
});

it('says that nobody answers where nobody listens', async () => {
  const opening = openWarehouse({ kind: 'server', url: 'http://127.0.0.1:1' });
  await expect(opening).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});

it.each([{ url: 'not a url' }, { url: 'http://127.0.0.1:1', database: 'x; DROP DATABASE y' }])(
  'refuses options that can not be meant: %j',
  async (options) => {
    await expect(openWarehouse({ kind: 'server', ...options })).rejects.toMatchObject({ code: 'refused' });
  },
);

it.each([
  ['26.7.2.1', '26.7', 0],
  ['26.12', '26.7', 5],
  ['25.12', '26.1', -1],
])('orders %s and %s by year, then month', (a, b, order) => {
  expect(compareVersions(a, b)).toBe(order);
});
