import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { useCollectingShop } from './harness/use-collecting-shop.js';
import { choose } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

const items = [{ item_id: 'TENT-2', item_name: 'Tente', item_category: 'Camping', price: 129, quantity: 1 }];
const product = {
  '@type': 'Product',
  sku: 'TENT-2',
  name: 'Tente',
  category: 'Camping > Tentes',
  offers: { price: '129.00', priceCurrency: 'EUR' },
};
const jsonLd = `<script type="application/ld+json">${JSON.stringify(product)}</script>`;
const layer = (...entries: object[]) => `<script nonce="shop">window.dataLayer=${JSON.stringify(entries)}</script>`;
const ecommerce = { currency: 'EUR', items };
const strictPolicy = [
  "default-src 'none'",
  "script-src 'self' 'nonce-shop'",
  "connect-src 'self'",
  'img-src data:',
  "require-trusted-types-for 'script'",
].join('; ');

const stage = useCollectingShop({
  '/product': { body: jsonLd },
  '/told-twice': { body: jsonLd + layer({ event: 'view_item', ecommerce }) },
  '/button': {
    body: '<button data-sillage-cart="add" data-sillage-id="A" data-sillage-price="9.90" data-sillage-currency="EUR">Add</button>',
  },
  '/search': { body: '<main data-sillage-search="tente" data-sillage-results="12"></main>' },
  '/long': { body: '<p data-section="top">Top</p><div style="height:4000px"></div><p data-section="end">End</p>' },
  '/before': { body: layer({ event: 'view_item', ecommerce }, { event: 'add_to_cart', ecommerce }) },
  '/strict': { headers: { 'content-security-policy': strictPolicy }, attributes: 'data-debug' },
  '/sandbox': { headers: { 'content-security-policy': 'sandbox allow-scripts' } },
});

const of = (type: string) => stage.shop.events().filter((event) => event.type === type);

async function open(path: string): Promise<Page> {
  const page = await stage.visit.open(stage.shop.origin + path);
  await choose(page, 'granted');
  await waitUntil(() => of('page_view').length > 0);
  return page;
}

async function mark(page: Page) {
  await page.evaluate(() => sillage('track', 'custom', { name: 'mark' }));
  await waitUntil(() => stage.shop.events().some(({ name }) => name === 'mark'));
}

it('tells the product and topics of a page from its JSON-LD', async () => {
  await open('/product');
  await waitUntil(() => of('product_view').length > 0);
  expect(of('page_view')[0]).toMatchObject({ path: '/product', title: 'Page /product', topics: 'Camping > Tentes' });
  expect(of('product_view')[0]).toMatchObject({
    items: [{ sku: 'TENT-2', offers: { price: '129.00', priceCurrency: 'EUR' } }],
    topics: 'Camping > Tentes',
  });
});

it('records a product once that JSON-LD, the data layer and the API tell', async () => {
  const page = await open('/told-twice');
  await page.evaluate(() => sillage('track', 'product_view', { product: { productId: 'FROM-API' } }));
  await mark(page);
  await page.goto(`${stage.shop.origin}/`);
  await waitUntil(() => of('page_view').length === 2);
  expect(of('product_view').map(({ product: told }) => (told as { productId: string }).productId)).toEqual([
    'FROM-API',
  ]);
});

it('takes of what came before the choice what the page shows, not what was done on it', async () => {
  const page = await stage.visit.open(`${stage.shop.origin}/before`);
  // a choice before the tag has read the layer is one from before all of it
  await waitUntil(() => page.evaluate<boolean>("Object.hasOwn(dataLayer, 'push')"));
  await choose(page, 'granted');
  await waitUntil(() => of('page_view').length > 0);
  await page.evaluate(() => sillage('flush'));
  await waitUntil(() => of('product_view').length === 1);
  await mark(page);
  expect(of('cart_add')).toEqual([]);
});

it('hears gtag and objects pushed later, and leaves push as it was', async () => {
  const page = await open('/');
  const lengths = await page.evaluate((pushed) => {
    const { dataLayer } = window as unknown as { dataLayer: unknown[] };
    function gtag(..._given: unknown[]) {
      // biome-ignore lint/complexity/noArguments: it is what gtag pushes
      return dataLayer.push(arguments);
    }
    return [gtag('event', 'add_to_cart', pushed), dataLayer.push({ event: 'remove_from_cart', ecommerce: pushed })];
  }, ecommerce);
  await waitUntil(() => of('cart_remove').length === 1);
  expect(of('cart_add')).toMatchObject([{ currency: 'EUR', items }]);
  expect(lengths).toEqual([1, 2]);
});

it('hears a click on a button of the cart, and a search', async () => {
  const page = await open('/button');
  await page.click('button');
  await waitUntil(() => of('cart_add').length === 1);
  expect(of('cart_add')[0]).toMatchObject({
    items: [{ sillageId: 'A', sillagePrice: '9.90', sillageCurrency: 'EUR' }],
  });
  await page.goto(`${stage.shop.origin}/search`);
  await waitUntil(() => of('search').length === 1);
  expect(of('search')[0]).toMatchObject({ query: 'tente', resultCount: '12' });
});

it('adds up attention, depth and sections of what a visitor reads', async () => {
  const page = await open('/long');
  // the page is looked at each second, when it is idle
  const lookAround = async () => {
    const from = await page.evaluate(() => performance.now());
    await page.waitForFunction((at) => performance.now() > at + 2500, from);
  };
  await page.mouse.move(10, 10);
  await lookAround();
  await page.mouse.wheel(0, 5000);
  await page.waitForFunction(() => scrollY > 3000);
  await lookAround();
  const lived = await page.evaluate(() => performance.now());
  await page.goto(`${stage.shop.origin}/`);
  await waitUntil(() => of('page_view').length === 2);
  const deltas = of('engagement').filter(({ path }) => path === '/long') as unknown as {
    attentionMs: number;
    depthPercent: number;
    sections: Record<string, number>;
  }[];
  const sum = (pick: (delta: (typeof deltas)[number]) => number) =>
    deltas.reduce((total, delta) => total + pick(delta), 0);
  expect(sum(({ depthPercent }) => depthPercent)).toBe(100);
  expect(sum(({ attentionMs }) => attentionMs)).toBeGreaterThan(2000);
  expect(sum(({ attentionMs }) => attentionMs)).toBeLessThan(lived + 1000);
  expect(sum(({ sections }) => sections.top ?? 0)).toBeGreaterThan(0);
  expect(sum(({ sections }) => sections.end ?? 0)).toBeGreaterThan(0);
});

it('works under a strict policy with Trusted Types, and opens its panel there', async () => {
  const said: string[] = [];
  const page = await stage.visit.context.newPage();
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.goto(`${stage.shop.origin}/strict`);
  await page.waitForSelector('sillage-debug', { state: 'attached' });
  await choose(page, 'granted');
  await waitUntil(() => of('page_view').length === 1);
  await page.waitForFunction(() =>
    document.querySelector('sillage-debug')?.shadowRoot?.textContent?.includes('recorded · page_view'),
  );
  expect(said).toEqual([]);
});

it('records in memory where the browser forbids all storage', async () => {
  const said: string[] = [];
  const page = await stage.visit.context.newPage();
  page.on('pageerror', (error) => said.push(String(error)));
  await page.goto(`${stage.shop.origin}/sandbox`);
  expect(await page.evaluate(() => self.origin)).toBe('null');
  await choose(page, 'granted');
  await mark(page);
  expect(of('page_view')).toHaveLength(1);
  expect(said).toEqual([]);
});
