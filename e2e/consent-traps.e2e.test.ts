import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { inspectDevice } from './harness/device.js';
import { useWorld } from './harness/use-world.js';
import { waitForGrant } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

const stage = useWorld();
const { open, sent } = stage;

interface Trap {
  title: string;
  at: string;
  /** In the page, one after the other, each in a task of its own. */
  steps: string[];
}

/** Each of them looks like a grant and is none. */
const traps: Trap[] = [
  { title: 'no CMP for 10 s', at: '/?consent=auto', steps: [] },
  { title: 'TCF stub only, the CMP never loads', at: '/cmp/tcf-stub?consent=auto', steps: [] },
  { title: 'TCF cmpuishown is no decision', at: '/cmp/tcf?consent=auto', steps: ['cmp.show()'] },
  {
    title: 'TCF gdprApplies undefined for good is no decision',
    at: '/cmp/tcf?consent=auto&applies=unknown',
    steps: ['cmp.answer([1,5,6,8])'],
  },
  { title: 'TCF gdprApplies false is no decision', at: '/cmp/tcf?consent=auto', steps: ['cmp.notApply()'] },
  {
    title: 'TCF vendors alone are no consent for the shop',
    at: '/cmp/tcf?consent=auto',
    steps: ['cmp.answer([], [1,5,6,8])'],
  },
  { title: 'GPP that is not ready', at: '/cmp/gpp?consent=auto', steps: ['cmp.draft([1,5,6,8])'] },
  {
    title: 'Consent Mode default granted alone',
    at: '/cmp/google-consent-mode?consent=auto&default=granted',
    steps: [],
  },
  {
    title: 'Klaro draft',
    at: '/cmp/klaro?consent=auto',
    steps: ['klaro.getManager().changeAll(true)'],
  },
  {
    title: 'CMP undecided while Consent Mode grants',
    at: '/cmp/google-consent-mode+klaro?consent=auto',
    steps: ["cmp.answer('granted')"],
  },
  {
    title: 'CMP grants, TCF refuses',
    at: '/cmp/tcf+klaro?consent=auto',
    steps: ['cmp.answer([])', 'm=klaro.getManager(),m.changeAll(true),m.saveAndApplyConsents()'],
  },
];

/** The page has asked for the module that listens; a page with a clock of its own can't say so. */
const listens = (page: Page) =>
  waitUntil(
    async () =>
      stage.world.shop.collector.passed.some(({ path }) => path.startsWith('/sillage-consent')) &&
      page.evaluate<boolean>('!!window.sillage?.getState'),
  );
const isGranted = (page: Page) => page.evaluate<boolean>('window.sillage?.getState?.().purposes.length > 0');

it.each(traps.map((trap) => [trap.title, trap] as const))('case: %s', async (_, { at, steps }) => {
  const page = await stage.visit.context.newPage();
  await page.clock.install();
  await page.goto(stage.world.shop.origin + at);
  await listens(page);
  for (const step of ['', ...steps]) {
    await page.evaluate(step);
    await page.clock.runFor(11_000);
    await page.evaluate("sillage('track', 'custom', { name: 'trapped' })");
  }
  expect(await isGranted(page)).toBe(false);
  await page.goto(`${stage.world.shop.origin}/bare`);
  expect(sent()).toEqual([]);
  expect((await inspectDevice(page)).cookies.filter((name) => name.includes('sillage'))).toEqual([]);
});

const klaroSays = (value: boolean) => `m=klaro.getManager(),m.changeAll(${value}),m.saveAndApplyConsents()`;
const told = (choice: string) =>
  sent().filter(({ path, body, status }) => path === '/v1/consent' && status === 200 && body.includes(`"${choice}"`));

it('case: CMP after SDK', async () => {
  const page = await open('/cmp/klaro?consent=auto&late');
  await listens(page);
  expect(await isGranted(page)).toBe(false);
  await page.evaluate('loadManagers()');
  await waitUntil(() => page.evaluate<boolean>('!!window.klaro?.getManager()'));
  await page.evaluate(klaroSays(true));
  await waitForGrant(page);
  await waitUntil(() => told('granted').length === 1);
});

it('case: vanilla-cookieconsent revision bump', async () => {
  const page = await open('/cmp/vanilla-cookieconsent?consent=auto&revision=1');
  await page.evaluate("CookieConsent.acceptCategory('all')");
  await waitForGrant(page);
  await page.goto(`${stage.world.shop.origin}/cmp/vanilla-cookieconsent?consent=auto&revision=2`);
  await listens(page);
  await page.waitForSelector('#cc-main .cm', { state: 'attached' });
  expect(await page.evaluate("CookieConsent.getCookie('categories')")).toContain('analytics');
  expect(await isGranted(page)).toBe(false);
});

it('case: orejime clear takes the grant back', async () => {
  const page = await open('/cmp/orejime?consent=auto');
  await waitUntil(() => page.evaluate<boolean>('!!window.orejime'));
  await page.evaluate('orejime.manager.acceptAll()');
  await waitForGrant(page);
  await waitUntil(() => told('granted').length === 1);
  await page.evaluate('orejime.manager.clearConsents()');
  await waitUntil(() => told('denied').length === 1, {
    describe: () => JSON.stringify(sent().map(({ path, status, body }) => [path, status, body.slice(0, 200)])),
  });
  expect(await isGranted(page)).toBe(false);
});

it("case: the shop's own refusal is not undone by what the CMP remembers", async () => {
  const page = await open('/cmp/klaro?consent=auto');
  await page.evaluate(klaroSays(true));
  await waitForGrant(page);
  await page.evaluate("sillage('withdraw')");
  await waitUntil(() => told('denied').length === 1);
  await page.reload();
  await listens(page);
  await page.waitForLoadState('networkidle');
  expect(await isGranted(page)).toBe(false);
  // the first that is heard of a manager is what it remembers
  await waitUntil(async () => {
    await page.evaluate(klaroSays(true));
    return isGranted(page);
  });
});

it('case: GPC, then grant, then GPC', async () => {
  await stage.visit.context.addInitScript(
    "Object.defineProperty(navigator,'globalPrivacyControl',{get:()=>!location.search.includes('gpcoff')})",
  );
  const purposes = (page: Page) => page.evaluate<string[]>('sillage.getState().purposes');
  const page = await open('/cmp/klaro?consent=auto');
  await listens(page);
  expect(await isGranted(page)).toBe(false);
  await page.evaluate(klaroSays(true));
  await waitForGrant(page);
  expect(await purposes(page)).toEqual(['measurement', 'personalisation']);
  await waitUntil(() => told('granted').some(({ body }) => body.includes('"gpc":true')));
  await page.reload();
  await waitForGrant(page);
  expect(await purposes(page)).toEqual(['measurement', 'personalisation']);
});

it('case: GPC that comes after a grant is an objection to personalisation', async () => {
  await stage.visit.context.addInitScript(
    "Object.defineProperty(navigator,'globalPrivacyControl',{get:()=>location.search.includes('gpcon')})",
  );
  const page = await open('/cmp/klaro?consent=auto');
  await page.evaluate(klaroSays(true));
  await waitForGrant(page);
  await page.goto(`${stage.world.shop.origin}/cmp/klaro?consent=auto&gpcon`);
  await waitForGrant(page);
  expect(await page.evaluate('sillage.getState().purposes')).toEqual(['measurement']);
});

it.each(['sillage-consent.js', 'sillage-consent-klaro.js'])(
  'case: %s is blocked: nothing is sent, and nothing thrown into the page',
  async (script) => {
    const page = await stage.visit.context.newPage();
    const thrown: string[] = [];
    page.on('pageerror', (error) => thrown.push(error.message));
    await page.route(`**/${script}`, (route) => route.abort());
    const failed = page.waitForEvent('requestfailed', (request) => request.url().endsWith(script));
    await page.goto(`${stage.world.shop.origin}/cmp/klaro?consent=auto`);
    await failed;
    await page.evaluate(klaroSays(true));
    await page.evaluate("sillage('track', 'custom', { name: 'trapped' })");
    expect(await isGranted(page)).toBe(false);
    await page.goto(`${stage.world.shop.origin}/bare`);
    expect(sent()).toEqual([]);
    expect(thrown).toEqual([]);
  },
);
