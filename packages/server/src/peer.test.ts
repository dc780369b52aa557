import { Hono } from 'hono';
import { expect, it } from 'vitest';
import { isHttps, isLoopback } from './peer.js';

/** What @hono/node-server hands on, as far as the peer goes. */
async function judge(url: string, peer: string | undefined, headers: Record<string, string> = {}) {
  const app = new Hono();
  app.get('/', (context) => context.json([isLoopback(context), isHttps(context, ['127.0.0.1', '::1', '10.0.0.0/8'])]));
  const env = peer === undefined ? {} : { incoming: { socket: { remoteAddress: peer } } };
  return (await app.request(url, { headers }, env)).json();
}

it.each([
  ['this machine', 'http://127.0.0.1:8787/', '127.0.0.1', {}, [true, false]],
  ['this machine by IPv6', 'http://localhost/', '::1', {}, [true, false]],
  ['this machine by mapped IPv4', 'http://127.0.0.1/', '::ffff:127.0.0.1', {}, [true, false]],
  ['another machine', 'http://10.1.2.3/', '10.9.9.9', {}, [false, false]],
  ['a proxy of this machine', 'http://shop.example/', '127.0.0.1', { 'X-Forwarded-Proto': 'https' }, [false, true]],
  ['a proxy that adds no header', 'http://shop.example/', '127.0.0.1', {}, [false, false]],
  ['a trusted proxy', 'http://shop.example/', '10.9.9.9', { 'X-Forwarded-Proto': 'https' }, [false, true]],
  [
    'a stranger who claims https',
    'http://shop.example/',
    '203.0.113.9',
    { 'X-Forwarded-Proto': 'https' },
    [false, false],
  ],
  ['nobody known', 'http://127.0.0.1/', undefined, { 'X-Forwarded-Proto': 'https' }, [false, false]],
])('tells %s', async (_, url, peer, headers, expected) => {
  expect(await judge(url, peer, headers as Record<string, string>)).toEqual(expected);
});
