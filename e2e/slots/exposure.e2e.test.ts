import type { Page } from 'playwright-core';
import { beforeEach, expect, it } from 'vitest';
import { useCollectingShop } from '../harness/use-collecting-shop.js';
import { choose, goBack } from '../harness/visitor.js';
import { waitUntil } from '../harness/wait-until.js';
import { filler, hero, withSlots } from './slots-page.js';
import { createStandIn, type Decided, decide } from './stand-in.js';

/** What the part adds to the tag's API. */
interface Shown {
  getState(): { isSettled: boolean };
  personalise(question: { slots: string[] }): Promise<{ decisions: Record<string, Decided> } | undefined>;
  watch(element: Element, decision: Decided): () => void;
  dismissed(decision: Decided): void;
}

const decisionId = '00000000-0000-4000-8000-00000000a11d';
const rendered = (kind: string) => `<div class="box" data-sillage-slot="hero" data-sillage-decision="${decisionId}"
 data-sillage-offer="spring" data-sillage-kind="${kind}"><a href="#offer">Rendue par le serveur</a>
 <button data-sillage-dismiss>×</button><template data-sillage-default><p>Bienvenue</p></template></div>`;
const space = '<div style="height:3000px"></div>';

const standIn = createStandIn();
let page: Page;

const stage = useCollectingShop(
  {
    '/home': withSlots(hero + filler),
    '/below': withSlots(space + hero + space),
    '/rendered': withSlots(rendered('offer')),
    '/rendered-withheld': withSlots(rendered('withheld')),
    '/headless': withSlots('<div id="app"></div>'),
    '/headless-late': withSlots('', { tag: '' }),
  },
  standIn.answers,
);

beforeEach(async () => {
  page = await stage.visit.context.newPage();
  standIn.decisions = { hero: decide('hero') };
});

const asked = () => stage.shop.requests.filter(({ path }) => path === '/v1/personalise');
const told = () => stage.shop.events().filter(({ type }) => type.startsWith('offer_'));
const toldTypes = () => told().map(({ type }) => type);

async function open(path: string) {
  await page.goto(`${stage.shop.origin}/`);
  await choose(page, 'granted');
  await page.waitForFunction(() => (sillage as unknown as Shown).getState().isSettled);
  stage.shop.reset();
  await page.goto(stage.shop.origin + path);
}

const filled = () => page.waitForSelector('[data-sillage-state=filled]', { state: 'attached' });

/** The mark is told after all that came before it, so that what did not come never will. */
async function mark(name = 'mark') {
  await page.evaluate((given) => {
    sillage('track', 'custom', { name: given });
    sillage('flush');
  }, name);
  await waitUntil(() => stage.shop.events().some((event) => event.name === name));
}

async function waitOnPage(ms: number) {
  const from = await page.evaluate(() => performance.now());
  await page.waitForFunction((until) => performance.now() > until, from + ms);
}

it('tells that an offer was seen once it was half in view for a second, and once', async () => {
  await open('/below');
  await filled();
  await waitOnPage(1500);
  await mark('before');
  expect(told()).toEqual([]);
  await page.evaluate(() => scrollTo(0, 3000 - innerHeight + 100));
  await waitOnPage(1500);
  await mark('less than half');
  expect(told()).toEqual([]);
  await page.evaluate(() => scrollTo(0, 3000));
  await waitOnPage(1500);
  await page.evaluate(() => scrollTo(0, 0));
  await waitOnPage(200);
  await page.evaluate(() => scrollTo(0, 3000));
  await waitOnPage(1500);
  await mark('seen twice');
  expect(told()).toMatchObject([
    { type: 'offer_exposed', offerId: 'offer-hero', slot: 'hero', decisionId: standIn.decisions.hero?.decisionId },
  ]);
});

it('tells what was withheld where the page’s own content was seen', async () => {
  standIn.decisions = { hero: decide('hero', { kind: 'withheld', content: {}, reason: '' }) };
  await open('/home');
  await waitUntil(() => told().length > 0);
  await page.click('[data-sillage-slot]');
  await mark();
  expect(toldTypes()).toEqual(['offer_withheld']);
  expect(await page.locator('[data-sillage-slot]').textContent()).toBe('Bienvenue');
});

it('tells a click, and that what was clicked was seen', async () => {
  await open('/home');
  await filled();
  await page.click('.sillage-button');
  await page.waitForURL('**/tentes');
  await waitUntil(() => told().length === 2);
  expect(toldTypes()).toEqual(['offer_exposed', 'offer_clicked']);
  const [view] = stage.shop.events().filter(({ path }) => path === '/home');
  expect(told().map(({ pageViewId }) => pageViewId)).toEqual([view?.id, view?.id]);
});

it('takes away what is dismissed, and tells it', async () => {
  await open('/home');
  await filled();
  await page.click('[data-sillage-dismiss]');
  expect(await page.locator('[data-sillage-slot]').count()).toBe(0);
  await mark();
  expect(toldTypes()).toEqual(['offer_exposed', 'offer_dismissed']);
});

it.each([
  ['/rendered', 'offer_exposed'],
  ['/rendered-withheld', 'offer_withheld'],
])('adopts what the server rendered on %s: no request, the same content, seen once', async (path, type) => {
  await open(path);
  await waitUntil(() => told().length > 0);
  await waitOnPage(1200);
  await mark();
  expect(told()).toMatchObject([{ type, offerId: 'spring', slot: 'hero', decisionId }]);
  expect(asked()).toEqual([]);
  expect(await page.locator('[data-sillage-slot]').textContent()).toContain('Rendue par le serveur');
});

it('tells a click and a dismissal of what the server rendered', async () => {
  await open('/rendered');
  await filled();
  await page.click('[data-sillage-slot] a');
  await page.click('[data-sillage-dismiss]');
  await mark();
  expect(toldTypes()).toEqual(['offer_exposed', 'offer_clicked', 'offer_dismissed']);
});

it('gives back the default that the server sent along, after a withdrawal', async () => {
  await open('/rendered');
  await filled();
  await page.evaluate(() => sillage('withdraw'));
  expect(await page.locator('[data-sillage-slot]').textContent()).toBe('Bienvenue');
});

it('counts what is seen again after a return from the back/forward cache', async () => {
  await open('/home');
  await waitUntil(() => told().length === 1);
  await page.waitForFunction(async () => (await navigator.locks.query()).held?.length === 0);
  await page.goto(`${stage.shop.origin}/next`);
  expect(await goBack(page)).toBe('from the cache');
  await waitUntil(() => told().length === 2);
  expect(toldTypes()).toEqual(['offer_exposed', 'offer_exposed']);
  expect(new Set(told().map(({ pageViewId }) => pageViewId)).size).toBe(2);
});

it('lets an application render the decision itself', async () => {
  await open('/headless');
  await page.waitForFunction(() => 'personalise' in sillage);
  await page.evaluate(async () => {
    const slots = sillage as unknown as Shown;
    const reply = await slots.personalise({ slots: ['hero'] });
    const decision = reply?.decisions.hero as Decided;
    const element = document.createElement('a');
    element.textContent = decision.content.title ?? '';
    element.href = '#';
    document.querySelector('#app')?.append(element);
    slots.watch(element, decision);
    Object.assign(window, { dismiss: () => slots.dismissed(decision) });
  });
  await waitUntil(() => told().length === 1);
  await page.click('#app a');
  await page.evaluate(() => (window as unknown as { dismiss(): void }).dismiss());
  await mark();
  expect(toldTypes()).toEqual(['offer_exposed', 'offer_clicked', 'offer_dismissed']);
  expect(asked().map(({ body }) => body.slots)).toEqual([['hero']]);
});

it('gives an application nothing for an answer that is late', async () => {
  await open('/headless-late');
  await page.waitForFunction(() => 'personalise' in sillage);
  standIn.delayMs = 10_000;
  const took = await page.evaluate(async () => {
    const from = performance.now();
    const reply = await (sillage as unknown as Shown).personalise({ slots: ['hero'] });
    return [reply ?? null, performance.now() - from];
  });
  standIn.delayMs = 0;
  expect(took[0]).toBeNull();
  expect(took[1]).toBeLessThan(5000);
});
