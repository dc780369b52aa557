import { expect, test } from 'vitest';
import { createProxyCheck, findClientAddress } from './client-address.js';

const isTrusted = createProxyCheck(['127.0.0.1', '10.0.0.0/8', '2001:db8:1::/48']);

test.each([
  ['a peer that is no proxy is the client, whatever it writes', '198.51.100.7', '203.0.113.9', '198.51.100.7', false],
  ['a proxy tells its client', '127.0.0.1', '203.0.113.9', '203.0.113.9', true],
  [
    'what the client wrote itself stands to the left and is not believed',
    '127.0.0.1',
    '1.2.3.4, 203.0.113.9',
    '203.0.113.9',
    true,
  ],
  [
    'a chain of proxies is walked from the right',
    '127.0.0.1',
    '1.2.3.4, 203.0.113.9, 10.1.1.1,10.2.2.2',
    '203.0.113.9',
    true,
  ],
  ['a request that began at a proxy is the proxy', '10.1.1.1', '10.2.2.2', '10.2.2.2', true],
  ['without the header the proxy is the client', '127.0.0.1', undefined, '127.0.0.1', true],
  ['what is no address ends the walk', '127.0.0.1', '203.0.113.9, unknown', '127.0.0.1', true],
  ['IPv4 within IPv6', '::ffff:127.0.0.1', '::ffff:203.0.113.9', '203.0.113.9', true],
  ['IPv6 with brackets and port', '2001:db8:1::5', '[2001:db8:2::7]:443', '2001:db8:2::7', true],
  ['IPv4 with port', '127.0.0.1', '203.0.113.9:4711', '203.0.113.9', true],
  ['a peer that is not known', undefined, '203.0.113.9', '', false],
])('%s', (_title, peer, forwardedFor, address, isProxied) => {
  expect(findClientAddress(peer, forwardedFor, isTrusted)).toEqual({ address, isProxied });
});
