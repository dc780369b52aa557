import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProfile, type Profile, type Visit } from './harness/chromium.js';
import { inspectDevice } from './harness/device.js';
import { waitForGrant } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';
import { createWorld, type World } from './harness/world.js';

/** How a visitor answers each of them, by its own functions in the page, and what it keeps on the device itself. */
interface Manager {
  name: string;
  accept: string;
  refuse: string;
  /** Cookies and keys of its own storage. */
  keeps: RegExp;
  /** It loads the page again when something is refused that ran. */
  reloads?: boolean;
}

const managers: Manager[] = [
  {
    name: 'vanilla-cookieconsent',
    accept: "CookieConsent.acceptCategory('all')",
    refuse: 'CookieConsent.acceptCategory([])',
    keeps: /^cc_cookie$/,
  },
  {
    name: 'klaro',
    accept: 'm=klaro.getManager(),m.changeAll(true),m.saveAndApplyConsents()',
    refuse: 'm=klaro.getManager(),m.changeAll(false),m.saveAndApplyConsents()',
    keeps: /^klaro$/,
  },
  {
    name: 'orejime',
    accept: 'orejime.manager.acceptAll()',
    refuse: 'orejime.manager.declineAll()',
    keeps: /^(eu-consent|orejime)$/,
  },
  {
    name: 'c15t',
    accept: "c15tStore.getState().saveConsents('all')",
    refuse: "c15tStore.getState().saveConsents('necessary')",
    keeps: /c15t/,
    reloads: true,
  },
  { name: 'tcf', accept: 'cmp.answer([1,5,6,8])', refuse: 'cmp.answer([])', keeps: /^euconsent$/ },
  { name: 'gpp', accept: 'cmp.answer([1,5,6,8])', refuse: 'cmp.answer([])', keeps: /^gpp$/ },
  { name: 'google-consent-mode', accept: "cmp.answer('granted')", refuse: "cmp.answer('denied')", keeps: /^choice$/ },
];

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world?.close());

const sent = () => world.shop.collector.passed.filter(({ method }) => method !== 'GET');
/** Ids, for what has no answer when a page goes is sent once more. */
const pageViews = () => {
  const events = sent().flatMap(({ path, body }) => (path === '/v1/events' ? JSON.parse(body).events : []));
  return [...new Set(events.filter(({ type }) => type === 'page_view').map(({ id }) => id))];
};
const track = (page: Page, name: string) => page.evaluate((told) => sillage('track', 'custom', { name: told }), name);
const isStored = (name: string) =>
  sent().some(({ body, status }) => status === 202 && body.includes(`"name":"${name}"`));
const toldWith = (choice: string) =>
  sent().filter(({ path, body, status }) => path === '/v1/consent' && status === 200 && body.includes(`"${choice}"`));

describe.each(managers)('$name', ({ name, accept, refuse, keeps, reloads }) => {
  let profile: Profile;
  let visit: Visit;
  let page: Page;
  const at = `/cmp/${name}?consent=auto`;
  beforeAll(async () => {
    world.shop.collector.passed.length = 0;
    profile = await createProfile();
    visit = await profile.start();
    page = await visit.open(world.shop.origin + at);
  });
  afterAll(() => profile?.remove());
  const go = async (path: string) => {
    await page.goto(world.shop.origin + path);
  };
  /** Its adapter listens. */
  const isHeard = () =>
    waitUntil(() => world.shop.collector.passed.some(({ path }) => path === `/sillage-consent-${name}.js`));

  it(`case: ${name}: silence sends nothing and keeps nothing`, async () => {
    await isHeard();
    await track(page, 'silent');
    await go('/bare');
    const { cookies, ...device } = await inspectDevice(page);
    expect(sent()).toEqual([]);
    expect([...cookies, ...Object.keys(device.localStorage)].filter((key) => !keeps.test(key))).toEqual([]);
    expect({ ...device.indexedDb, ...device.sessionStorage }).toEqual({});
  });

  it(`case: ${name}: a refusal leaves nothing but the choice`, async () => {
    await go(at);
    await waitForHeard(page);
    await page.evaluate(refuse);
    await waitUntil(() => choicesOf(page, 'denied'));
    await track(page, 'refused');
    await go(at);
    await waitForHeard(page);
    await track(page, 'refused');
    await go('/bare');
    const device = await inspectDevice(page);
    expect(sent()).toEqual([]);
    expect(device.cookies.filter((cookie) => !keeps.test(cookie))).toEqual([]);
    expect(Object.keys(device.localStorage).filter((key) => !keeps.test(key))).toEqual(['sillage:shop']);
    expect(device.localStorage['sillage:shop']).not.toMatch(/[0-9a-f]{8}-/);
    expect({ ...device.indexedDb, ...device.sessionStorage }).toEqual({});
    expect([device.caches, device.serviceWorkers]).toEqual([[], []]);
  });

  it(`case: ${name}: a grant after a refusal sends one page view, and nothing of before`, async () => {
    await go(at);
    await waitForHeard(page);
    await track(page, 'before');
    await page.evaluate(accept);
    await waitForGrant(page);
    await track(page, 'granted');
    await waitUntil(() => isStored('granted'));
    expect(pageViews()).toHaveLength(1);
    expect(sent().filter(({ body }) => /"name":"(silent|refused|before)"/.test(body))).toEqual([]);
    expect(toldWith('granted')).toHaveLength(1);
    expect(toldWith('granted')[0]?.body).toContain(`"name":"${name}"`);
  });

  it(`case: ${name}: a returning grant sends one page view a page`, async () => {
    await go(at);
    await waitForGrant(page);
    await track(page, 'returned');
    await waitUntil(() => isStored('returned'));
    expect(pageViews()).toHaveLength(2);
    expect(toldWith('granted')).toHaveLength(1);
  });

  it(`case: ${name}: a withdrawal empties the queue and is told, and the next page sends nothing`, async () => {
    const loaded = reloads ? page.waitForEvent('load') : undefined;
    await track(page, 'waiting');
    await page.evaluate(refuse).catch((error: unknown) => {
      if (!reloads) throw error; // the page that would answer is gone
    });
    await loaded;
    await waitUntil(() => toldWith('denied').length > 0);
    // the page that told it may have gone before the answer came
    await waitUntil(() => page.evaluate<boolean>('window.sillage?.getState?.().isSettled'));
    world.shop.collector.passed.length = 0;
    await go(at);
    await waitForHeard(page);
    await track(page, 'after');
    await go('/bare');
    const device = await inspectDevice(page);
    expect(sent()).toEqual([]);
    expect(device.cookies.filter((cookie) => !keeps.test(cookie))).toEqual([]);
    expect(device.indexedDb).toEqual({});
  });
});

/** The tracker's own telling of what the record says of both purposes. */
async function choicesOf(page: Page, choice: 'granted' | 'denied'): Promise<boolean> {
  const choices = await page.evaluate<Record<string, string>>('window.sillage?.getState?.().choices ?? {}');
  return choices.measurement === choice && choices.personalisation === choice;
}

/** The page's tracker is there and its listening module has wrapped it. */
async function waitForHeard(page: Page): Promise<void> {
  await page.waitForLoadState('load');
  await waitUntil(() =>
    page.evaluate<boolean>(
      "performance.getEntriesByType('resource').some(({name})=>/sillage-consent-[a-z]/.test(name))",
    ),
  );
}
