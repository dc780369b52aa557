import { createHash } from 'node:crypto';
import { isDeepStrictEqual as isEqual } from 'node:util';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { findBanner, type OwnBanner } from './harness/banner.js';
import { bannerPages, examine, readLooks } from './harness/banner-pages.js';
import { createProfile, type Profile, type Visit } from './harness/chromium.js';
import { type CollectingShop, openCollectingShop } from './harness/collecting-shop.js';
import { inspectDevice } from './harness/device.js';
import { waitUntil } from './harness/wait-until.js';
import { readShifts, watchShifts } from './slots/slots-page.js';

let shop: CollectingShop;
let profile: Profile;
let visit: Visit;
let context: BrowserContext;
let page: Page;
let banner: OwnBanner;

beforeAll(async () => {
  shop = await openCollectingShop(bannerPages);
  profile = await createProfile();
  visit = await profile.start();
});
afterAll(async () => {
  await profile?.remove();
  await shop?.close();
});
beforeEach(async () => {
  shop.reset();
  context = await visit.browser.newContext();
  page = await context.newPage();
  banner = findBanner(page);
});
afterEach(() => context.close());

async function open(path: string): Promise<void> {
  await page.goto(shop.origin + path);
  await banner.shown();
}
/** Resolves when the tracker has read the choice, and with it the banner. */
const settled = () =>
  waitUntil(() => page.locator('sillage-banner').evaluate(({ shadowRoot }) => !!shadowRoot?.querySelector('.d, .m')));
const consents = () => shop.requests.filter(({ path }) => path === '/v1/consent').map(({ body }) => body);
const focused = () => page.evaluate(() => (document.activeElement?.shadowRoot ?? document).activeElement?.textContent);
const both = (choice: string) => ({ measurement: choice, personalisation: choice });
const signalGpc = () =>
  page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));

it.each([
  ['/', 'Tout refuser', 'Mes choix de confidentialité'],
  ['/en', 'Refuse all', 'Privacy choices'],
])('bars nobody at %s, in light and in dark, when it asks and when it is asked for', async (path, refuse, manage) => {
  await open(path);
  const light = await examine(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await examine(page);
  await banner.press(refuse);
  await banner.press(manage);
  expect({ light, dark, again: await examine(page) }).toEqual({ light: [], dark: [], again: [] });
});

it.each([
  ['/', 'fr', 11, false],
  ['/en', 'en', 11, true],
])('shows at %s the text that the proof names', async (path, language, lines, isGpcOn) => {
  if (isGpcOn) await signalGpc();
  await open(path);
  const text = await banner.text();
  expect(text.split('\n')).toHaveLength(lines);
  expect(await page.evaluate('sillage.getBannerText()')).toBe(text);
  await banner.press(language === 'fr' ? 'Tout accepter' : 'Accept the rest');
  await waitUntil(() => consents().length === 1);
  const bannerTextHash = createHash('sha256').update(text).digest('hex');
  expect(consents()[0]).toMatchObject({
    gpc: isGpcOn,
    choices: { measurement: 'granted', personalisation: isGpcOn ? 'denied' : 'granted' },
    source: { name: 'sillage-banner', version: '1', bannerTextHash, language },
  });
});

it('makes refusing and accepting look the same, and fits, also at 400 %', async () => {
  await open('/');
  const sizes = [
    [1280, 800],
    [360, 740],
    [320, 256], // 1280 by 1024 at 400 %
  ] as const;
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    const [refuse, accept, box] = await page.locator('sillage-banner .d').evaluate(readLooks);
    expect(Object.keys(refuse ?? {}).length).toBeGreaterThan(300);
    expect(refuse).toEqual(accept);
    expect(box).toEqual({ isWithin: true, isTooWide: false });
  }
  await banner.press('Tout refuser');
  await banner.hidden();
});

it('refuses and accepts by the keyboard alone, and holds nobody', async () => {
  await open('/');
  const way: unknown[] = [];
  for (let step = 0; step < 7; step += 1) {
    await page.keyboard.press('Tab');
    way.push(await focused());
  }
  expect(way).toEqual([
    '',
    '',
    'Tout refuser',
    'Tout accepter',
    'Enregistrer mes choix',
    'Politique de confidentialité',
    'Tentes',
  ]);
  await page.keyboard.press('Escape');
  await banner.shown();
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await waitUntil(() => consents().length === 1);
  await page.locator('sillage-banner .m').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.shadowRoot?.activeElement?.getAttribute('aria-label'))).toBe(
    'Fermer sans rien changer',
  );
  await page.keyboard.press('Escape');
  await banner.hidden();
  expect(await focused()).toBe('Mes choix de confidentialité');
  await page.keyboard.press('Enter');
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await waitUntil(() => consents().length === 2);
  expect(consents().map(({ choices }) => choices)).toEqual([both('granted'), both('denied')]);
});

it('leaves the choice alone on the device after a refusal, and does not ask again', async () => {
  await open('/');
  await banner.press('Tout refuser');
  await banner.hidden();
  await page.goto(`${shop.origin}/en`);
  await settled();
  expect(await page.locator('sillage-banner [role=dialog]').count()).toBe(0);
  const { localStorage, ...device } = await inspectDevice(page);
  expect(Object.keys(localStorage)).toEqual(['sillage:shop']);
  expect(JSON.parse(localStorage['sillage:shop'] ?? '')).toMatchObject({ choices: both('denied'), pending: [] });
  expect(device).toEqual({ cookies: [], sessionStorage: {}, indexedDb: {}, caches: [], serviceWorkers: [] });
  expect(shop.requests).toEqual([]);
});

it('grants one purpose where one is ticked, and ticks what holds when it is opened again', async () => {
  await open('/');
  await banner.tick('Mesure d’audience');
  await banner.press('Enregistrer mes choix');
  await waitUntil(() => consents().length === 1);
  expect(consents()[0]).toMatchObject({ choices: { measurement: 'granted', personalisation: 'denied' } });
  await banner.press('Mes choix de confidentialité');
  const boxes = page.locator('sillage-banner input');
  expect(await boxes.evaluateAll((all) => all.map((box) => (box as HTMLInputElement).checked))).toEqual([true, false]);
});

it('takes a tick for a grant under Global Privacy Control, also of what was granted before it', async () => {
  await open('/');
  await banner.press('Tout accepter');
  // a page that leaves before the answer tells its choice again
  await waitUntil(() => consents().length === 1 && page.evaluate<boolean>('sillage.getState().isSettled'));
  await signalGpc();
  await page.reload();
  await banner.press('Mes choix de confidentialité');
  await banner.tick('Offres personnalisées');
  await banner.press('Accepter le reste');
  await waitUntil(() => consents().some(({ gpc, choices }) => gpc && isEqual(choices, { personalisation: 'granted' })));
  // a refusal is told at once, and once more with what follows it before it is answered
  const told = consents().map(({ gpc, choices }) => [gpc, choices]);
  expect(told.filter((each, index) => !isEqual(each, told[index - 1]))).toEqual([
    [false, both('granted')],
    [true, { personalisation: 'denied' }],
    [true, { personalisation: 'granted' }],
  ]);
  await waitUntil(() => page.evaluate<boolean>('sillage.getState().isSettled'));
  expect(await page.evaluate('sillage.getState().purposes')).toEqual(['measurement', 'personalisation']);
});

it('asks again after 6 months and under a new policy', async () => {
  await open('/');
  await banner.press('Tout refuser');
  await page.evaluate(() => {
    const record = JSON.parse(localStorage.getItem('sillage:shop') ?? '');
    const months = (record.expiresAt - Date.now()) / 86_400_000 / 30.4;
    if (Math.round(months) !== 6) throw new Error(`kept for ${months} months`);
    localStorage.setItem('sillage:shop', JSON.stringify({ ...record, expiresAt: Date.now() - 1 }));
  });
  await open('/');
  await banner.press('Tout refuser');
  await open('/new-policy');
});

it('closes in the other tabs', async () => {
  await open('/');
  const other = await context.newPage();
  await other.goto(`${shop.origin}/`);
  await findBanner(other).press('Tout refuser');
  await banner.hidden();
});

it('is opened by the shop’s own link, has no button beside it, and withdraws', async () => {
  await open('/link');
  await banner.press('Tout accepter');
  await waitUntil(() => consents().length === 1 && shop.events().length > 0);
  expect(await page.locator('sillage-banner .m').count()).toBe(0);
  await page.click('[data-sillage-consent]');
  await page.keyboard.press('Escape');
  expect(await focused()).toBe('Cookies');
  await page.click('[data-sillage-consent]');
  await banner.press('Tout refuser');
  await waitUntil(() => consents().length === 2);
  expect(consents()[1]).toMatchObject({ choices: both('denied') });
  await waitUntil(async () => Object.keys((await inspectDevice(page)).indexedDb).length === 0);
});

it('works under a strict policy with Trusted Types, moves nothing in the page and lets it be used', async () => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.addInitScript(watchShifts);
  await open('/strict');
  expect(await page.locator('sillage-banner .d').evaluate((dialog) => getComputedStyle(dialog).position)).toBe('fixed');
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  expect(await readShifts(page)).toBe(0);
  await page.getByRole('link', { name: 'Tentes' }).click();
  await page.waitForURL('**/tentes');
  expect(said).toEqual([]);
  expect(shop.requests).toEqual([]);
});

it('speaks a language that the shop brings, and says nothing where that can’t be read', async () => {
  await open('/de');
  expect(await banner.text()).toMatch(
    /^Ihr Besuch, Ihre Wahl\n(.*\n){5}Alles ablehnen\nAlles annehmen\nSave my choices\n/,
  );
  const thrown: unknown[] = [];
  page.on('pageerror', (error) => thrown.push(error));
  await page.goto(`${shop.origin}/broken`);
  await waitUntil(() => page.evaluate<boolean>("sillage.log?.some(([step]) => step === 'error')"));
  expect(await page.locator('sillage-banner').count()).toBe(0);
  expect(thrown).toEqual([]);
});

it('takes the shop’s colours, and those that the visitor’s system forces', async () => {
  const background = () =>
    page.locator('sillage-banner .d').evaluate((dialog) => getComputedStyle(dialog).backgroundColor);
  await open('/themed');
  expect(await background()).toBe('rgb(255, 250, 240)');
  // and a shop that chooses badly is found by what looks for barriers
  await page.evaluate(() => document.documentElement.style.setProperty('--sillage-banner-color', '#ddd'));
  expect((await examine(page)).join()).toContain('color-contrast');
  await open('/dark');
  expect(await background()).toBe('rgb(29, 31, 36)');
  await page.emulateMedia({ forcedColors: 'active' });
  const borders = await page
    .locator('sillage-banner .s button')
    .evaluateAll((buttons) =>
      buttons.map((button) => [
        getComputedStyle(button).borderStyle,
        getComputedStyle(button).backgroundColor,
        getComputedStyle(button).borderColor,
      ]),
    );
  for (const [style, fill, line] of borders) {
    expect(style).toBe('solid');
    expect(line).not.toBe(fill);
  }
});
