import { expect, it } from 'vitest';
import { hashSource, stub } from '../tag.js';
import { forbiddingDirective, forbiddingInline } from './content-policy.js';

const page = new URL('https://shop.example/');
const own = new URL('https://shop.example/sillage/sillage.js');
const foreign = new URL('https://t.collector.example/sillage.js');

it.each([
  ["default-src 'self'", own, true],
  ["default-src 'self'", foreign, false],
  ["default-src 'none'; script-src 'self'", own, true],
  ["default-src 'self'; script-src 'none'", own, false],
  ["script-src-elem 'none'; script-src 'self'", own, false],
  ['img-src *', foreign, true],
  ['script-src https:', foreign, true],
  ['script-src http:', foreign, true],
  ['script-src wss:', foreign, false],
  ['script-src t.collector.example', foreign, true],
  ['script-src https://t.collector.example', foreign, true],
  ['script-src *.collector.example', foreign, true],
  ['script-src *.example.org', foreign, false],
  ['script-src https://t.collector.example:443', foreign, true],
  ['script-src https://t.collector.example:8443', foreign, false],
  ['script-src https://shop.example/sillage/', own, true],
  ['script-src https://shop.example/other/', own, false],
  ['script-src https://shop.example/sillage/sillage.js', own, true],
  ['script-src *', foreign, true],
  ["script-src 'unsafe-inline'", own, false],
  ["script-src 'self' 'strict-dynamic'", own, false],
  ["script-src 'nonce-abc' 'strict-dynamic'", own, true],
  ["script-src 'nonce-other'", own, false],
  ['script-src', own, false],
])('reads “%s” for %s as allowed: %s', (policy, url, isAllowed) => {
  const question = { directive: 'script-src', url, page, nonce: 'abc' } as const;
  expect(forbiddingDirective([policy], question) === undefined).toBe(isAllowed);
});

it('asks every policy, and names the directive that forbids', () => {
  const question = { directive: 'connect-src', url: foreign, page } as const;
  expect(forbiddingDirective(['connect-src *', "default-src 'self'"], question)).toBe("default-src 'self'");
});

it.each([
  ["script-src 'self'", false],
  ["default-src 'self'", false],
  ["script-src-elem 'self'; script-src 'unsafe-inline'", false],
  ["img-src 'self'", true],
  ["script-src 'unsafe-inline'", true],
  ["script-src 'unsafe-inline' 'nonce-other'", false],
  ["script-src 'unsafe-inline' 'strict-dynamic'", false],
  ["script-src 'nonce-abc'", true],
  [`script-src 'self' ${hashSource(stub)}`, true],
  [`script-src 'self' ${hashSource(stub, 'sha384')}`, true],
  [`script-src 'self' ${hashSource(`${stub};`)}`, false],
])('reads “%s” for the stub in the page as allowed: %s', (policy, isAllowed) => {
  expect(forbiddingInline([policy], { text: stub, nonce: 'abc' }) === undefined).toBe(isAllowed);
});
