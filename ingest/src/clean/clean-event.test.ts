import type { SillageEvent } from '@sillage/protocol';
import { expect, test } from 'vitest';
import { pageView, siteOf } from '../testing/ingest-harness.js';
import { cleanEvent } from './clean-event.js';
import { cleanRejectedBody } from './clean-rejected-body.js';
import { createTextCleaner } from './text-cleaner.js';

const mail = 'jo@shop.example';

test.each([
  [
    'page_view',
    { path: `/a?page=1&m=${mail}`, title: mail, referrerHost: `https://${mail}/reset?t=1` },
    { path: '/a?page=1', title: '[email]', referrerHost: 'shop.example' },
  ],
  ['page_view', { referrerHost: 'Shop.example/reset/jo' }, { referrerHost: 'shop.example' }],
  ['page_view', { referrerHost: ':::' }, { referrerHost: '' }],
  ['page_view', { campaign: { source: 'n', term: mail } }, { campaign: { source: 'n', term: '[email]' } }],
  ['engagement', { path: `/${mail}` }, { path: '/[email]' }],
  [
    'product_view',
    { path: `/${mail}`, product: { productId: mail } },
    { path: '/[email]', product: { productId: mail } },
  ],
  ['cart_add', { line: { productId: '1', coupon: mail } }, { line: { productId: '1', coupon: '[email]' } }],
  ['search', { query: mail }, { query: '[email]' }],
  ['survey_answered', { text: `${mail} says hello` }, { text: '[email] says hello' }],
  ['custom', { name: 'n', properties: { a: mail, b: 1, c: true } }, { properties: { a: '[email]', b: 1, c: true } }],
  ['identify', { customerId: mail, signature: 'x', expiresAt: 1 }, { customerId: mail }],
])('%s is cleaned of %o', (type, fields, expected) => {
  const event = pageView({ type, ...fields });
  cleanEvent(event as unknown as SillageEvent, siteOf().queryAllowList, createTextCleaner());
  expect(event).toMatchObject(expected);
  expect(JSON.stringify(event)).not.toMatch(/signature|expiresAt/);
});

test('a cleaner remembers by the allow-list of the site, and long paths not at all', () => {
  const cleaner = createTextCleaner();
  const path = '/a?page=1&sort=up';
  expect(cleaner.cleanPath(path, ['page'])).toBe('/a?page=1');
  expect(cleaner.cleanPath(path, ['sort'])).toBe('/a?sort=up');
  expect(cleaner.cleanPath(path, ['sort'])).toBe('/a?sort=up');
  expect(cleaner.cleanPath(`/${'a/'.repeat(200)}${mail}`, [])).toContain('[email]');
});

test('a refused body keeps its ids and loses addresses', () => {
  const view = pageView({ title: mail, nested: { text: mail, [mail]: [4111111111111111] } });
  const body = cleanRejectedBody(view);
  const nested = { text: '[email]', '[email]': ['[card]'] };
  expect(JSON.parse(body)).toEqual({ ...view, title: '[email]', nested });
  expect(cleanRejectedBody('x'.repeat(20_000))).toHaveLength(16_384);
});
