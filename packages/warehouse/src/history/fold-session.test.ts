import type { CartLine } from '@sillage/protocol';
import { expect, it } from 'vitest';
import type { SessionEventRow } from '../queries/session-events.js';
import { foldSession } from './fold-session.js';

const session = {
  sessionId: 's',
  startedAt: 0,
  endedAt: 9,
  channel: 'web',
  device: 'mobile',
  country: '',
  events: 1,
  isVisit: true,
};
const socks: CartLine = { productId: 'P1', quantity: 2 };

function row(type: SessionEventRow['type'], fields: object, over: Partial<SessionEventRow> = {}): SessionEventRow {
  const properties = JSON.stringify(fields);
  return {
    sessionId: 's',
    at: 0,
    type,
    pageView: 1,
    path: '',
    attentionMs: 0,
    depthPercent: 0,
    sequence: 0,
    properties,
    ...over,
  };
}

function fold(...rows: SessionEventRow[]) {
  return foldSession(session, rows, new Set());
}

it.each([
  ['an add', [row('cart_add', { line: socks })], [socks]],
  ['two adds', [row('cart_add', { line: socks }), row('cart_add', { line: socks })], [{ ...socks, quantity: 4 }]],
  [
    'a part removed',
    [row('cart_add', { line: socks }), row('cart_remove', { line: { ...socks, quantity: 1 } })],
    [{ ...socks, quantity: 1 }],
  ],
  [
    'more removed than there was',
    [row('cart_add', { line: socks }), row('cart_remove', { line: { ...socks, quantity: 5 } })],
    [],
  ],
  ['what an earlier session added', [row('cart_remove', { line: socks })], []],
  [
    'another variant removed',
    [row('cart_add', { line: socks }), row('cart_remove', { line: { ...socks, variant: 'red' } })],
    [socks],
  ],
  [
    'the shop’s own word',
    [row('cart_add', { line: { ...socks, quantity: 9 } }), row('cart_view', { lines: [socks] })],
    [socks],
  ],
  ['an empty cart', [row('cart_add', { line: socks }), row('checkout_start', { lines: [] })], []],
  ['topics', [row('cart_add', { line: { ...socks, topics: ['a/b'] } })], [{ ...socks, topics: ['a/b'] }]],
])('leaves in the cart, after %s, what is left', (_, rows, cart) => {
  expect(fold(...rows).cart).toEqual(cart);
});

it('takes what was bought out of the cart', () => {
  const order = { orderId: 'o', currency: 'EUR', totalMinor: 1, lines: [socks] };
  const told = fold(row('cart_add', { line: { ...socks, quantity: 3 } }), row('purchase', { order }, { at: 7 }));
  expect(told.cart).toEqual([{ ...socks, quantity: 1 }]);
  expect(told.orders).toEqual([{ orderId: 'o', currency: 'EUR', totalMinor: 1, at: 7, lines: [socks] }]);
});

it('tells of a page from its engagement where its view was lost', () => {
  const told = fold(
    row('engagement', { sections: { top: 3 } }, { path: '/lost', attentionMs: 5, depthPercent: 60, at: 4 }),
  );
  expect(told.pages).toEqual([
    { path: '/lost', topics: [], viewedAt: 4, attentionMs: 5, depthPercent: 60, sections: { top: 3 }, products: [] },
  ]);
});

it('fills a page whose engagement came first', () => {
  const told = fold(
    row('engagement', {}, { path: '/p', attentionMs: 5, at: 1 }),
    row('page_view', { title: 'P' }, { path: '/p', at: 2 }),
  );
  expect(told.pages).toMatchObject([{ path: '/p', title: 'P', viewedAt: 2, attentionMs: 5 }]);
});

it('adds up a section whatever the page calls it', () => {
  const read = row('engagement', { sections: { constructor: 2 } }, { path: '/p' });
  expect(fold(read, read).pages[0]?.sections).toEqual({ constructor: 4 });
});
