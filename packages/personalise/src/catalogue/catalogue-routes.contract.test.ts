import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CatalogueList, CatalogueReply } from '@sillage/protocol';
import { openWarehouse, type Warehouse } from '@sillage/warehouse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openCatalogueNode } from '../testing/open-catalogue.js';

let folder: string;
let warehouse: Warehouse;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-catalogue-'));
  warehouse = await openWarehouse({ kind: 'embedded', directory: folder });
});
afterAll(async () => {
  await warehouse.close();
  rmSync(folder, { recursive: true, force: true });
});

const startNode = () => openCatalogueNode({ warehouse, clock: Date.now });
const tent = { id: 'T-1', name: 'Tente', priceMinor: 24_900, stock: 0 };

it('has on one node what was put on another: back in stock, changed, removed', async () => {
  const [one, other] = [startNode(), startNode()];
  await one.put([tent, { id: 'B-1', name: 'Sac' }]);
  await other.catalogues.refresh();
  expect(other.catalogue().isAvailable('T-1')).toBe(false);
  await one.put([{ ...tent, stock: 2, priceMinor: 19_900 }], '?replace=true');
  await other.catalogues.refresh();
  expect(other.catalogue().find('B-1')).toBeUndefined();
  expect(other.catalogue().describe('T-1')).toMatchObject({ priceMinor: 19_900, currency: 'EUR' });
  expect(other.catalogue().isAvailable('T-1')).toBe(true);
  expect(Math.abs((other.catalogue().restockedAt('T-1') ?? 0) - Date.now())).toBeLessThan(60_000);
  expect((await other.ask('DELETE', '/v1/catalogue/T-1')).status).toBe(204);
  await one.catalogues.refresh();
  expect(one.catalogue().hasFeed).toBe(false);
});

it('takes a feed of many products at once, and replaces it by another', async () => {
  const { put, ask, catalogue } = startNode();
  const feed = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: `p${index}`, name, topics: [`rayon-${index % 7}`] }));
  const reply = (await (await put(feed('first', 5_000))).json()) as CatalogueReply;
  expect(reply).toMatchObject({ accepted: 5_000, refused: 0 });
  const next = (await (await put(feed('second', 3_000), '?replace=true')).json()) as CatalogueReply;
  expect(next).toMatchObject({ accepted: 3_000, removed: 2_000, isReplaced: true });
  expect(catalogue().size).toBe(3_000);
  expect(catalogue().find('p2999')?.name).toBe('second');
  expect([...catalogue().productsOf('rayon-0')]).toHaveLength(429);
  const list = (await (await ask('GET', '/v1/catalogue')).json()) as CatalogueList;
  expect(list.products).toHaveLength(200);
});

it.each([
  "'; DROP TABLE catalogue; --",
  "x' OR 1=1 --",
  '{site:String}',
  '</script><script>alert(1)</script>',
  'a\u0000b',
  '"}\n{"site":"other"',
  '__proto__',
  '../../etc/passwd',
  '\ud800',
  '\u2028',
])('keeps %j as text wherever text may be, and refuses it elsewhere', async (text) => {
  const { put, ask, catalogue } = startNode();
  const whole = { id: text, name: text, brand: text, parentId: text };
  const before = { id: 'before', name: 'before' };
  const wrong = [
    { url: text },
    { image: text },
    { currency: text },
    { stock: text },
    { releasedAt: text },
    { [text]: 1 },
  ];
  const reply = await put([before, whole, ...wrong.map((over) => ({ ...tent, id: 'wrong', ...over }))]);
  expect(reply.status).toBe(200);
  const isText = text !== '\ud800' && text.trim() !== '';
  const { accepted, refused } = (await reply.json()) as CatalogueReply;
  expect([accepted, refused]).toEqual(isText ? [2, 6] : [1, 7]);
  if (isText) {
    expect(catalogue().find(text)).toMatchObject({ id: text.trim(), name: text.trim() });
    expect((await ask('DELETE', `/v1/catalogue/${encodeURIComponent(text)}`)).status).toBe(
      text.trim() === text ? 204 : 404,
    );
  }
  expect(catalogue().find('wrong')).toBeUndefined();
  const cursor = isText ? encodeURIComponent(text) : '%FF';
  expect((await ask('GET', `/v1/catalogue?cursor=${cursor}`)).status).toBeLessThan(500);
  expect((await ask('DELETE', '/v1/catalogue/before')).status).toBe(204);
});
