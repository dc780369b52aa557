import { expect, it } from 'vitest';
import { checkCookieLifetime, type Resolver } from './cookie-lifetime.js';

type Records = Record<string, { a?: string[]; aaaa?: string[]; cname?: string[] }>;

function resolverOf(records: Records): Resolver {
  const answer = async (found: string[] | undefined) => found ?? Promise.reject(new Error('ENODATA'));
  return {
    resolve4: (host) => answer(records[host]?.a),
    resolve6: (host) => answer(records[host]?.aaaa),
    resolveCname: (host) => answer(records[host]?.cname),
  };
}

const shop = 'www.shop.example';
const near = { 'www.shop.example': { a: ['192.0.2.7'] } };

it.each([
  ['the same host', shop, {}, 'ok', '13 months'],
  ['another site', 'collector.example', {}, 'failed', 'another site'],
  ['a neighbouring address', 't.shop.example', { ...near, 't.shop.example': { a: ['192.0.99.9'] } }, 'ok', 'neighbour'],
  ['a far address', 't.shop.example', { ...near, 't.shop.example': { a: ['198.51.100.9'] } }, 'warning', '7 days'],
  [
    'a foreign alias',
    't.shop.example',
    { ...near, 't.shop.example': { a: ['192.0.2.7'], cname: ['x.vendor.example'] } },
    'warning',
    'alias of the foreign x.vendor.example',
  ],
  [
    'an alias of its own',
    't.shop.example',
    { ...near, 't.shop.example': { a: ['192.0.2.7'], cname: ['lb.shop.example'] } },
    'ok',
    'neighbour',
  ],
  [
    'IPv6 of one network',
    't.shop.example',
    { 'www.shop.example': { aaaa: ['2001:db8:1:2::1'] }, 't.shop.example': { aaaa: ['2001:db8:1:2:ff::9'] } },
    'ok',
    'neighbour',
  ],
  [
    'IPv6 of another network',
    't.shop.example',
    { 'www.shop.example': { aaaa: ['2001:db8:1:2::1'] }, 't.shop.example': { aaaa: ['2001:db8:1:3::1'] } },
    'warning',
    '7 days',
  ],
  ['no records', 't.shop.example', {}, 'warning', 'could not be resolved'],
] as const)('judges %s', async (_, host, records, verdict, seen) => {
  const resolver = resolverOf(records as unknown as Records);
  const finding = await checkCookieLifetime(new URL(`https://${shop}/`), new URL(`https://${host}/trail`), resolver);
  expect(finding.verdict).toBe(verdict);
  expect(finding.seen).toContain(seen);
});
