import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createProfile, type Profile, type Visit } from './harness/chromium.js';
import { acceptBanner, type DemoStore, refuseBanner, startDemo } from './harness/demo.js';
import { inspectDevice } from './harness/device.js';
import { waitForGrant } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

let demo: DemoStore;
let profile: Profile;
let visit: Visit;
/** What the browser complained of: nothing, on any page. */
let complaints: string[];

beforeAll(async () => {
  demo = await startDemo();
});
afterAll(() => demo?.remove());

beforeEach(async () => {
  complaints = [];
  profile = await createProfile();
  visit = await profile.start();
});
afterEach(() => profile.remove());

/** Everything a page sends to Sillage under the shop's path, besides the script. */
interface Shop {
  page: Page;
  sent: string[];
  go(path: string): Promise<unknown>;
}

async function enterShop(): Promise<Shop> {
  const page = await visit.context.newPage();
  const sent: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (request.url().includes('/parfum/v1/')) sent.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  const go = (path: string) => page.goto(demo.origin + path);
  await go('/fr/');
  return { page, sent, go };
}

interface History {
  recognised: boolean;
  visits: number;
  sessions: {
    pages: { path: string; topics: string[]; products: { productId: string; priceMinor?: number }[] }[];
    searches: { query: string; resultCount?: number }[];
    cart: unknown[];
    orders: { orderId: string; totalMinor: number; lines: { productId: string; quantity: number }[] }[];
  }[];
}

/** As the shop's own server asks it. */
async function askHistory(): Promise<History> {
  const cookies = await visit.context.cookies(demo.origin);
  const visitorToken = cookies.find(({ name }) => name === '__Host-escale')?.value;
  const reply = await fetch(`${demo.serverUrl}/v1/history`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${demo.secretKey}` },
    body: JSON.stringify({ site: 'escale', visitorToken }),
  });
  expect(reply.status).toBe(200);
  return (await reply.json()) as History;
}

const product = '/fr/parfums/eaux-de-parfum/figue-de-minuit';

/** From the banner to the thank-you page; the order's number. */
async function shopAndBuy({ page, go }: Shop): Promise<string> {
  await acceptBanner(page);
  for (const path of ['/fr/parfums/eaux-de-parfum', '/fr/bagages', '/fr/recherche?q=figue', product]) {
    await go(path);
    await waitForGrant(page);
  }
  await page.selectOption('form.buy select', '2');
  await page.click('form.buy button');
  await page.waitForURL('**/fr/panier');
  await waitForGrant(page);
  await page.click('.summary .button');
  await page.waitForURL('**/fr/commande');
  await waitForGrant(page);
  await page.fill('[name=name]', 'Camille Laurent');
  await page.fill('[name=email]', 'camille@example.org');
  await page.fill('[name=address]', '1 quai du Port');
  await page.click('form.fields button');
  await page.waitForURL('**/fr/merci');
  await waitForGrant(page);
  return (await page.locator('.page-head strong').textContent()) ?? '';
}

it('keeps what a visitor who accepts does, the order once, and shows and erases it', async () => {
  const shop = await enterShop();
  const orderId = await shopAndBuy(shop);
  for (let times = 0; times < 3; times += 1) {
    await shop.page.reload();
    await waitForGrant(shop.page);
  }
  await shop.go('/en/');
  await waitForGrant(shop.page);

  const history = await waitUntil(async () => {
    const found = await askHistory();
    const pages = found.sessions.flatMap((session) => session.pages);
    return found.sessions[0]?.orders.length && pages.some(({ path }) => path === '/en/') ? found : undefined;
  });
  expect(history).toMatchObject({ recognised: true, visits: 1 });
  const [session] = history.sessions;
  const paths = session?.pages.map(({ path }) => path);
  expect(paths?.slice(0, 7)).toEqual([
    '/fr/',
    '/fr/parfums/eaux-de-parfum',
    '/fr/bagages',
    '/fr/recherche',
    product,
    '/fr/panier',
    '/fr/commande',
  ]);
  expect(session?.pages[1]?.topics).toEqual(['parfums/eaux-de-parfum']);
  expect(session?.pages[2]?.topics).toEqual(['bagages']);
  expect(session?.pages[4]?.products).toMatchObject([{ productId: 'ESC-1003', priceMinor: 11_800 }]);
  expect(session?.searches).toMatchObject([{ query: 'figue', resultCount: 1 }]);
  const orders = history.sessions.flatMap((one) => one.orders);
  expect(orders).toMatchObject([{ orderId, totalMinor: 23_600, lines: [{ productId: 'ESC-1003', quantity: 2 }] }]);

  await shop.go('/fr/mes-donnees');
  await shop.page.getByText(orderId).waitFor();
  const withdrawals: string[] = [];
  shop.page.on('request', (request) => {
    if (request.url().endsWith('/v1/consent')) withdrawals.push(request.postData() ?? '');
  });
  await shop.page.click('[data-act=erase]');
  await shop.page.click('[data-act=yes]');
  await shop.page.getByText('C’est effacé.').waitFor();
  await shop.page.getByText('Nous ne retenons rien de vous').waitFor();
  expect(await shop.page.getByText(orderId).count()).toBe(0);
  expect(await shop.page.locator('sillage-my-data h2').count()).toBe(0);
  await waitUntil(async () => (await visit.context.cookies(demo.origin)).every(({ name }) => name !== '__Host-escale'));
  await shop.go('/fr/mes-donnees');
  await shop.page.getByText('Nous ne retenons rien de vous').waitFor();
  // The banner refuses one service after the other, and the requests may arrive in any order.
  expect(withdrawals.filter((body) => body.includes('granted'))).toEqual([]);
  expect(complaints).toEqual([]);
});

/** In the page: what is tracked from now on is sent at once, not after the page view. */
const recordedPageView =
  "(window.sillage?.log ?? []).some(([step, event]) => step === 'recorded' && event.type === 'page_view')";

it('tells who is signed in by the shop’s signature, and that they sign out: whoever comes next is asked afresh', async () => {
  const { page, go } = await enterShop();
  await acceptBanner(page);
  await go('/fr/compte');
  await page.click('button[value="C-2041"]');
  await page.getByText('Vous êtes connecté').waitFor();
  await go('/fr/maison');
  await waitUntil(async () => {
    await go('/fr/mes-donnees');
    await page.locator('sillage-my-data h2, sillage-my-data [part=nothing]').first().waitFor();
    return page.getByText(/numéro de client\s: C-2041/).isVisible();
  });

  await go('/fr/compte');
  await waitUntil(() => page.evaluate<boolean>(recordedPageView));
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByText('Vous êtes connecté').waitFor({ state: 'detached' });
  const cookies = await visit.context.cookies(demo.origin);
  expect(cookies.find(({ name }) => name === '__Host-escale')).toBeUndefined();
  expect(cookies.find(({ name }) => name === 'escale_choix')?.value ?? '').not.toContain('true');
  await waitUntil(() => page.evaluate<boolean>("JSON.stringify(window.sillage?.getState?.().choices) === '{}'"));
  await acceptBanner(page);
  await go('/fr/mes-donnees');
  await page.locator('sillage-my-data h2, sillage-my-data [part=nothing]').first().waitFor();
  expect(await page.getByText('C-2041').count()).toBe(0);
  expect(complaints).toEqual([]);
});

it('tells of a page that is not there that it is not', async () => {
  const { page, go } = await enterShop();
  await acceptBanner(page);
  const told: { type: string; name?: string; path?: string; pageViewId: string }[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith('/v1/events')) told.push(...JSON.parse(request.postData() ?? '').events);
  });
  await go('/fr/nowhere');
  const missing = await waitUntil(() => told.find(({ name }) => name === 'not_found'));
  const view = await waitUntil(() => told.find(({ type, path }) => type === 'page_view' && path === '/fr/nowhere'));
  expect(missing.pageViewId).toBe(view.pageViewId);
});

it('leaves nothing but the choice after a refusal, and works all the same', async () => {
  const { page, sent, go } = await enterShop();
  await refuseBanner(page);
  await go('/fr/parfums/eaux-de-parfum');
  await go(product);
  await page.click('form.buy button');
  await page.waitForURL('**/fr/panier');
  await page.getByText('Figue de minuit').first().waitFor();
  const device = await inspectDevice(page);
  expect(sent).toEqual([]);
  expect(device.cookies).toEqual(['cart', 'escale_choix']);
  expect(device).toMatchObject({ sessionStorage: {}, indexedDb: {}, caches: [], serviceWorkers: [] });
  expect(Object.keys(device.localStorage).filter((key) => key !== 'sillage:escale')).toEqual([]);
  expect(complaints).toEqual([]);
});

it('asks again in words of the page’s language, with refusing as near as accepting', async () => {
  const { page, go } = await enterShop();
  await go('/en/');
  await page.waitForSelector('#tarteaucitronPersonalize2');
  const buttons = page.locator('#tarteaucitronAlertBig .tarteaucitronCTAButton');
  const looks = await buttons.evaluateAll((found) =>
    found.map((button) => {
      const { backgroundColor, color, fontSize } = getComputedStyle(button);
      return {
        text: button.textContent?.trim(),
        look: [backgroundColor, color, fontSize].join(),
        height: button.clientHeight,
      };
    }),
  );
  expect(looks.map(({ text }) => text?.replace(/\s+/g, ' '))).toEqual(['Accept all', 'Refuse all']);
  expect(looks[0]?.look).toBe(looks[1]?.look);
  expect(looks[0]?.height).toBe(looks[1]?.height);
});
