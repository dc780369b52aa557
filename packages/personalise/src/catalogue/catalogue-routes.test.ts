import { gzipSync } from 'node:zlib';
import type { CatalogueList, CatalogueReply } from '@sillage/protocol';
import { describe, expect, it } from 'vitest';
import { MemoryProducts } from '../testing/memory-products.js';
import { openCatalogueNode } from '../testing/open-catalogue.js';

const now = Date.UTC(2026, 5, 1);
const tent = { id: 'T-1', name: 'Tente', priceMinor: 24_900, stock: 3, topics: ['tentes'] };
const bag = { id: 'B-1', name: 'Sac' };
const ndjson = { 'Content-Type': 'application/x-ndjson' };

function start() {
  const memory = new MemoryProducts();
  return { memory, ...openCatalogueNode({ warehouse: memory, clock: () => now }) };
}
const read = async (reply: Response | Promise<Response>) => (await (await reply).json()) as CatalogueReply;

it('takes products, tells them page by page, and lets them go', async () => {
  const { ask, put } = start();
  const many = Array.from({ length: 250 }, (_, index) => ({ id: `p${1000 + index}`, name: 'x' }));
  expect(await read(put([...many, tent]))).toEqual({
    accepted: 251,
    refused: 0,
    removed: 0,
    isReplaced: false,
    refusals: [],
  });
  const first = await ask('GET', '/v1/catalogue');
  expect(first.headers.get('Cache-Control')).toBe('private, no-store');
  const page = (await first.json()) as CatalogueList;
  expect(page.products).toHaveLength(200);
  expect(page.products[0]).toEqual({ ...tent, currency: 'EUR', changedAt: now });
  const rest = (await (await ask('GET', `/v1/catalogue?cursor=${page.cursor}`)).json()) as CatalogueList;
  expect(rest.products).toHaveLength(51);
  expect(rest).not.toHaveProperty('cursor');
  expect((await ask('DELETE', '/v1/catalogue/T-1')).status).toBe(204);
  expect((await ask('DELETE', '/v1/catalogue/T-1')).status).toBe(404);
  for (const cursor of ['', '%27', 'nonsense', `${page.cursor}=`])
    expect((await ask('GET', `/v1/catalogue?cursor=${cursor}`)).status).toBe(422);
});

it('tells those that are searched for, as far as a search may be long', async () => {
  const { ask, put } = start();
  await put([tent, bag]);
  const find = async (search: string) => {
    const list = (await (await ask('GET', `/v1/catalogue?search=${search}`)).json()) as CatalogueList;
    return list.products.map(({ id }) => id);
  };
  expect([await find('sac'), await find('%20'), await find('none')]).toEqual([['B-1'], ['B-1', 'T-1'], []]);
  expect((await ask('GET', `/v1/catalogue?search=${'x'.repeat(201)}`)).status).toBe(422);
});

it('tells each line that is wrong, and takes the rest', async () => {
  const { put, catalogue } = start();
  const reply = await put([tent, '{', { id: 'x' }, '', { ...bag, price: 1 }, '7', 'x'.repeat(70_000), bag]);
  expect(reply.status).toBe(200);
  const { accepted, refused, refusals } = await read(reply);
  expect([accepted, refused]).toEqual([2, 5]);
  expect(refusals.map(({ line, id, errors }) => [line, id, errors[0]?.pointer])).toEqual([
    [2, undefined, '#'],
    [3, 'x', '#/name'],
    [5, 'B-1', '#'],
    [6, undefined, '#'],
    [7, undefined, '#'],
  ]);
  expect(catalogue().size).toBe(2);
});

it('takes what is put for one id twice as the last line has it', async () => {
  const { put, catalogue } = start();
  await put([tent, { ...tent, name: 'Second' }, bag, { id: 'B-1', isRemoved: true }]);
  expect(catalogue().find('T-1')?.name).toBe('Second');
  expect(catalogue().find('B-1')).toBeUndefined();
});

describe('replace', () => {
  it('removes what is not in the feed', async () => {
    const { put, catalogue } = start();
    await put([tent, bag]);
    expect(await read(put([bag], '?replace=true'))).toMatchObject({ accepted: 1, removed: 1, isReplaced: true });
    expect([...catalogue().products()].map(({ id }) => id)).toEqual(['B-1']);
  });

  it('leaves what is in the feed and wrong today', async () => {
    const { put, catalogue } = start();
    await put([tent, bag, { id: 'old', name: 'Old' }]);
    const reply = await read(put([bag, { ...tent, priceMinor: 'free' }], '?replace=true'));
    expect(reply).toMatchObject({ refused: 1, removed: 1, isReplaced: true });
    expect([...catalogue().products()].map(({ id }) => id).sort()).toEqual(['B-1', 'T-1']);
  });

  it.each([
    ['a line that names nothing', [bag, '{']],
    ['nothing that can be taken', [{ id: 'T-1' }]],
    ['nothing at all', []],
  ])('removes nothing for a feed with %s', async (_, lines) => {
    const { put, catalogue } = start();
    await put([tent]);
    expect(await read(put(lines, '?replace=true'))).toMatchObject({
      isReplaced: false,
      notReplacedBecause: expect.any(String),
    });
    expect(catalogue().size).toBeGreaterThan(0);
    expect(catalogue().find('T-1')).toBeDefined();
  });

  it('removes nothing for a feed that breaks off, and keeps what came before', async () => {
    const { ask, put, catalogue } = start();
    await put([tent]);
    const body = `<rss><channel><item><id>B-1</id><title>Sac</title></item><item><id>`;
    const reply = await ask('PUT', '/v1/catalogue?replace=true', { 'Content-Type': 'text/xml' }, body);
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({ code: 'unreadable_feed', accepted: 1, isReplaced: false });
    expect(catalogue().size).toBe(2);
  });
});

it('reads a feed that is packed, and one in another encoding', async () => {
  const { ask, catalogue } = start();
  const packed = gzipSync(`${JSON.stringify(tent)}\n`);
  expect((await ask('PUT', '/v1/catalogue', { ...ndjson, 'Content-Encoding': 'gzip' }, packed)).status).toBe(200);
  const latin = Buffer.from('id\ttitle\nL-1\tÉté\n', 'latin1');
  const header = { 'Content-Type': 'text/tab-separated-values; charset=ISO-8859-1' };
  expect((await ask('PUT', '/v1/catalogue', header, latin)).status).toBe(200);
  expect(catalogue().find('L-1')?.name).toBe('Été');
  expect(catalogue().find('T-1')?.name).toBe('Tente');
});

it.each([
  ['an unknown type', { 'Content-Type': 'text/html' }, 'x', 415, 'unknown_feed'],
  ['a name of every object', { 'Content-Type': 'constructor' }, 'x', 415, 'unknown_feed'],
  ['an unknown packing', { ...ndjson, 'Content-Encoding': 'br' }, 'x', 415, 'unknown_feed'],
  ['what is not packed', { ...ndjson, 'Content-Encoding': 'gzip' }, 'x', 422, 'unreadable_feed'],
  ['bytes that are no text', ndjson, Buffer.from([0xff, 0xfe, 0xfd]), 422, 'unreadable_feed'],
  ['an unknown charset', { 'Content-Type': 'text/xml; charset=klingon' }, '<a/>', 422, 'unreadable_feed'],
  ['only what is wrong', ndjson, '{"id":"x"}', 422, 'unreadable_feed'],
])('refuses %s', async (_, headers, body, status, code) => {
  const { ask } = start();
  const reply = await ask('PUT', '/v1/catalogue', headers, body);
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject({ code });
});

it.each([
  ['GET', '/v1/catalogue'],
  ['GET', '/v1/catalogue/unmatched'],
  ['PUT', '/v1/catalogue'],
  ['DELETE', '/v1/catalogue/T-1'],
])('lets nobody %s %s without the key of the site', async (method, path) => {
  const { ask } = start();
  for (const headers of [{ Authorization: 'Bearer no' }, { 'Sillage-Site': 'other' }]) {
    expect((await ask(method, path, headers)).status).toBe(401);
  }
});

it('says that ClickHouse is away, and has the last good copy', async () => {
  const { memory, ask, put, catalogue } = start();
  await put([tent]);
  memory.isAway = true;
  const reply = await put([bag]);
  expect(reply.status).toBe(503);
  expect(reply.headers.get('Retry-After')).toBe('5');
  expect((await ask('GET', '/v1/catalogue/unmatched')).status).toBe(503);
  expect(catalogue().find('T-1')?.name).toBe('Tente');
});

it('tells which products of events it does not have', async () => {
  const { memory, ask, put } = start();
  await put([tent]);
  const seen = (productId: string, events: number) => ({ productId, events, visitors: 2, lastAt: now });
  memory.seen = [seen('T-1', 10), seen('shop_T-1', 5), seen('t-1', 1)];
  expect(await (await ask('GET', '/v1/catalogue/unmatched')).json()).toEqual({
    seen: 3,
    unmatched: 2,
    seenEvents: 16,
    unmatchedEvents: 6,
    examples: [seen('shop_T-1', 5), seen('t-1', 1)],
  });
});
