import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { useCollectingShop } from '../harness/use-collecting-shop.js';
import { choose } from '../harness/visitor.js';
import { waitUntil } from '../harness/wait-until.js';
import { filler, hero, readShifts, watchShifts, withSlots } from './slots-page.js';
import { createStandIn, decide } from './stand-in.js';

const tall = { content: { title: 'Grand', text: 'ligne '.repeat(3000) } };
const loose = '<div data-sillage-slot="hero"><p>Bienvenue</p></div>';
const context =
  '<script type="application/json" data-sillage-context>{"cart":[{"productId":"A","quantity":2}]}</script>';
const own = `<div class="box" data-sillage-slot="hero"><p>Bienvenue</p><template>
<h2 data-field="title"></h2><b data-field="nothing">?</b><a data-field-href="url">Voir</a>
<ul><template data-product><li><i data-field="name"></i> <b data-field="price"></b></li></template></ul></template></div>`;
/** As the documentation has it. */
const waiting = `<style>[data-sillage-slot]:not([data-sillage-state]) { animation: sillage-wait 300ms; }
@keyframes sillage-wait { from, to { visibility: hidden; } }</style>`;
const readFirst = '<script>first = getComputedStyle(document.querySelector("[data-sillage-slot]")).visibility</script>';
const strictPolicy = [
  "default-src 'none'",
  "script-src 'self' 'nonce-shop'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "style-src 'self' data:",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const standIn = createStandIn();
let page: Page;

const stage = useCollectingShop(
  {
    '/home': withSlots(hero + filler),
    '/late': withSlots(hero + filler, { tag: '' }),
    '/two': withSlots(`${hero}<div data-sillage-view="TENT-2"></div><div data-sillage-slot="reco"></div>${context}`, {
      head: '<meta name="sillage:topics" content="Camping > Tentes">',
    }),
    '/loose': withSlots(loose + filler),
    '/below': withSlots(`<div style="height:3000px"></div>${loose}${filler}`),
    '/own': withSlots(own),
    '/waiting': withSlots(waiting + hero + readFirst),
    '/waiting-alone': { body: waiting + hero + readFirst },
    '/asked': withSlots(hero, { tag: 'data-defaults="asked" data-limit-ms="5000"' }),
    '/strict': withSlots(hero + filler, { headers: { 'content-security-policy': strictPolicy } }),
  },
  standIn.answers,
);

beforeEach(async () => {
  page = await stage.visit.context.newPage();
  await page.addInitScript(watchShifts);
  standIn.delayMs = 0;
  standIn.decisions = { hero: decide('hero') };
});

const asked = () => stage.shop.requests.filter(({ path }) => path === '/v1/personalise');
const heroText = () => page.locator('[data-sillage-slot=hero]').textContent();

async function grant() {
  await page.goto(`${stage.shop.origin}/`);
  await choose(page, 'granted');
  await page.waitForFunction(() => (sillage as unknown as { getState(): { isSettled: boolean } }).getState().isSettled);
  await stage.visit.context.addCookies([{ name: 'visitor', value: '1', url: stage.shop.origin }]);
  stage.shop.reset();
}

async function open(path: string) {
  await grant();
  await page.goto(stage.shop.origin + path);
}

const settled = () => page.waitForSelector('[data-sillage-state]', { state: 'attached' });
const filled = () => page.waitForSelector('[data-sillage-state=filled]', { state: 'attached' });

it('fills a slot in its box without moving the page', async () => {
  await open('/home');
  await filled();
  expect(await heroText()).toContain('Tentes à -20 %');
  expect(await page.getAttribute('.sillage-button', 'href')).toBe(`${stage.shop.origin}/tentes`);
  expect(await readShifts(page)).toBe(0);
});

it('measures a shift where there is one', async () => {
  await open('/home');
  await filled();
  await readShifts(page);
  await page.evaluate(() =>
    document.body.prepend(Object.assign(document.createElement('h1'), { textContent: 'Shift' })),
  );
  expect(await readShifts(page)).toBeGreaterThan(0);
});

it('asks once for all slots, with the visitor’s cookie and what the page tells', async () => {
  standIn.decisions = { hero: decide('hero'), reco: decide('reco', { template: 'product_list' }) };
  await open('/two');
  await filled();
  expect(asked()).toHaveLength(1);
  expect(asked()[0]?.headers.cookie).toContain('visitor=1');
  expect(asked()[0]?.body).toEqual({
    site: 'shop',
    slots: ['hero', 'reco'],
    context: {
      path: '/two',
      topics: ['camping/tentes'],
      productId: 'TENT-2',
      locale: 'fr',
      cart: [{ productId: 'A', quantity: 2 }],
    },
  });
});

it('waits for a tracker that comes after it', async () => {
  await grant();
  const isThere = page.waitForResponse('**/sillage-slots.js');
  await page.route('**/sillage.js', async (route) => {
    await isThere;
    await route.continue();
  });
  await page.goto(`${stage.shop.origin}/home`);
  await filled();
  expect(asked()).toHaveLength(1);
});

it('leaves the page as it is when the answer is late', async () => {
  standIn.delayMs = 1500;
  await open('/late');
  const at = await settled().then(() => page.evaluate(() => performance.now()));
  expect(await heroText()).toBe('Bienvenue');
  await page.waitForFunction((from) => performance.now() > from + 1800, at);
  expect(await heroText()).toBe('Bienvenue');
  expect(await readShifts(page)).toBe(0);
});

it.each([0, 20, 40, 80, 160])(
  'never moves what is painted: a slot without a box, an answer after %i ms',
  async (delayMs) => {
    standIn.delayMs = delayMs;
    standIn.decisions = { hero: decide('hero', tall) };
    await open('/loose');
    await settled();
    expect(await readShifts(page)).toBe(0);
  },
);

it('leaves a slot without a box as it is, where filling it would move what the visitor sees', async () => {
  standIn.delayMs = 2000; // it was painted by then
  standIn.decisions = { hero: decide('hero', tall) };
  await open('/loose');
  await settled();
  expect(await heroText()).toBe('Bienvenue');
  expect(await readShifts(page)).toBe(0);
});

it('fills a slot without a box below what the visitor sees', async () => {
  standIn.delayMs = 200;
  standIn.decisions = { hero: decide('hero', tall) };
  await open('/below');
  await filled();
  expect(await heroText()).toContain('Grand');
  expect(await readShifts(page)).toBe(0);
});

it.each(['/waiting', '/waiting-alone'])('hides a slot while it is undecided, and no longer: %s', async (path) => {
  await open(path);
  expect(await page.evaluate(() => (window as unknown as { first: string }).first)).toBe('hidden');
  if (path === '/waiting') await filled();
  await page.waitForFunction(
    () => getComputedStyle(document.querySelector('[data-sillage-slot]') as Element).visibility === 'visible',
  );
  expect(await heroText()).toContain(path === '/waiting' ? 'Tentes à -20 %' : 'Bienvenue');
});

it('fills the shop’s own template', async () => {
  standIn.decisions = {
    hero: decide('hero', {
      products: [{ productId: 'A', name: 'Sac', priceMinor: 12_900, currency: 'EUR', reason: '' }],
    }),
  };
  await open('/own');
  await filled();
  expect((await heroText())?.replace(/\s+/g, ' ').trim()).toBe('Tentes à -20 %Voir Sac 129,00 €');
  expect(await page.getAttribute('[data-sillage-slot] a', 'href')).toBe(`${stage.shop.origin}/tentes`);
  expect(await page.locator('[data-sillage-slot] b').count()).toBe(1);
});

it.each(['/home', '/strict'])('shows hostile content as the text it is on %s', async (path) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  const script = '<img src=x onerror="hit=1"><script>hit=1</script>';
  standIn.decisions = {
    hero: decide('hero', {
      template: 'product_list',
      content: { title: script, text: script, url: 'javascript:hit=1', button: 'Voir', image: 'data:text/html,x' },
      products: [
        { productId: 'A', name: script, url: ' java\nscript:hit=1', image: 'javascript:hit=1', reason: script },
      ],
      coupon: script,
      reason: script,
    }),
  };
  await open(path);
  await filled();
  expect(await heroText()).toContain(script);
  expect(await page.locator('[data-sillage-slot] :is(a, script, img)').count()).toBe(0);
  expect(await page.evaluate(() => 'hit' in window)).toBe(false);
  expect(said).toEqual([]);
});

it('works under a strict policy with Trusted Types, its styles too', async () => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await open('/strict');
  await filled();
  expect(await page.evaluate(() => getComputedStyle(document.querySelector('.sillage-offer') as Element).display)).toBe(
    'grid',
  );
  expect(await readShifts(page)).toBe(0);
  expect(said).toEqual([]);
});

it('asks nothing of a visitor who has not chosen, and shows the page’s own content', async () => {
  stage.shop.reset();
  await page.goto(`${stage.shop.origin}/home`);
  await settled();
  expect(await heroText()).toBe('Bienvenue');
  expect(stage.shop.requests).toEqual([]);
});

it('asks for the site’s default without a cookie, where the shop wants that', async () => {
  standIn.decisions = { hero: decide('hero', { kind: 'default', content: { title: 'Nouveautés' } }) };
  await page.goto(`${stage.shop.origin}/`);
  await stage.visit.context.addCookies([{ name: 'visitor', value: '1', url: stage.shop.origin }]);
  stage.shop.reset();
  await page.goto(`${stage.shop.origin}/asked`);
  await filled();
  expect(await heroText()).toContain('Nouveautés');
  expect(asked().map(({ headers }) => headers.cookie)).toEqual([undefined]);
});

it('fills the slots after a grant on the same page, and gives the page’s own content back after a withdrawal', async () => {
  await page.goto(`${stage.shop.origin}/home`);
  await settled();
  stage.shop.reset();
  await choose(page, 'granted');
  await filled();
  expect(await heroText()).toContain('Tentes à -20 %');
  expect(asked()).toHaveLength(1);
  await page.evaluate(() => sillage('withdraw'));
  expect(await heroText()).toBe('Bienvenue');
});

it('takes no answer that comes after the withdrawal', async () => {
  standIn.delayMs = 250;
  await open('/home');
  await waitUntil(() => asked().length === 1);
  await page.evaluate(() => sillage('withdraw'));
  await settled();
  await page.waitForFunction((from) => performance.now() > from + 500, await page.evaluate(() => performance.now()));
  expect(await heroText()).toBe('Bienvenue');
});

it('asks again on another page of an application', async () => {
  await open('/home');
  await filled();
  standIn.decisions = { hero: decide('hero', { content: { title: 'Sacs' } }) };
  await page.evaluate(() => history.pushState({}, '', '/sacs'));
  await page.waitForFunction(() => document.body.textContent?.includes('Sacs'));
  expect(asked().map(({ body }) => (body.context as { path: string }).path)).toEqual(['/home', '/sacs']);
  expect(await readShifts(page)).toBe(0);
});
