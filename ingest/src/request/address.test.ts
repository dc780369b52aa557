import { expect, test } from 'vitest';
import { createAddressList, isListed, networkOf } from './address.js';

test.each([
  ['203.0.113.7', true],
  ['10.255.0.1', true],
  ['11.0.0.1', false],
  ['2001:db8::9', true],
  ['2001:db9::9', false],
  ['', false],
  ['localhost', false],
])('a list of addresses and networks has %s: %s', (address, expected) => {
  expect(isListed(createAddressList(['203.0.113.7', '10.0.0.0/8', '2001:db8::/32']), address)).toBe(expected);
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['2001:db8::2:3:4:5:6', '2001:db8:0:2'],
  ['::1', '0:0:0:0'],
  ['', ''],
])('the network of %s is %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
