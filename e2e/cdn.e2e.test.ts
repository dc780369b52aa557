import { spawnSync } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cdn, createCdn } from './harness/cdn.js';
import { createProfile, type Profile } from './harness/chromium.js';
import { openSharedPages, type SharedPages } from './harness/shared-pages.js';
import { createAccount, createNode, type SillageNode } from './harness/sillage.js';
import { choose } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

const isHere = spawnSync('nginx', ['-v']).error === undefined;
if (!isHere)
  process.stdout.write('nginx is not here, so the recipe for a cache is not run: apt-get install nginx-light\n');

const account = createAccount();
const profiles: Profile[] = [];
let cdn: Cdn;
let shop: SharedPages;
let node: SillageNode;

beforeAll(async () => {
  if (!isHere) return;
  cdn = await createCdn();
  shop = await openSharedPages();
  node = await createNode({ account, origins: [cdn.origin] });
  await node.start();
  await cdn.start({ shop: shop.origin, sillage: node.url });
  await put('slots/hero', { name: 'Home, top', template: 'banner', content: inBoth({ title: 'Bienvenue' }) });
  for (const topic of ['tentes', 'sacs']) {
    const names = { fr: topic, en: topic };
    await put(`segments/${topic}`, { names, tree: { type: 'viewed', topic, atLeast: 1, withinDays: 30 } });
    const content = { hero: inBoth({ title: offerOf(topic) }) };
    await put(`offers/${topic}`, { name: topic, status: 'live', slots: ['hero'], segment: topic, content });
  }
});
afterAll(async () => {
  await Promise.all(profiles.map((profile) => profile.remove()));
  await cdn?.remove();
  await node?.remove();
  await shop?.close();
});

const inBoth = (content: object) => ({ fr: content, en: content });
const offerOf = (topic: string) => `Pour qui regarde nos ${topic}`;

async function put(path: string, body: object): Promise<void> {
  const reply = await fetch(`${node.url}/v1/${path}`, {
    method: 'PUT',
    headers: { Authorization: `Bearer ${account.secretKey}`, 'Sillage-Site': account.site },
    body: JSON.stringify(body),
  });
  if (reply.status !== 201) throw new Error(`${path} was answered ${reply.status}: ${await reply.text()}`);
}

interface Got {
  path: string;
  headers: Record<string, string>;
  body: string;
}

interface Visitor {
  page: Page;
  token: string;
  /** All that the browser was given so far. */
  got(): Promise<Got[]>;
}

/** Comes in by the home page, accepts, looks at one rayon, and comes back to a home page of their own. */
async function visit(topic: string): Promise<Visitor> {
  const profile = await createProfile();
  profiles.push(profile);
  const { context } = await profile.start();
  const answers: Promise<Got>[] = [];
  context.on('response', (response) => {
    const body = response.text().catch(() => ''); // of a page that was left
    const path = new URL(response.url()).pathname;
    answers.push(Promise.all([response.allHeaders(), body]).then(([headers, body]) => ({ path, headers, body })));
  });
  const page = await context.newPage();
  await page.goto(`${cdn.origin}/`);
  await Promise.all([page.waitForResponse('**/v1/personalise'), choose(page, 'granted')]);
  await page.goto(`${cdn.origin}/${topic}`);
  await Promise.all([page.waitForResponse('**/v1/events'), page.evaluate(() => sillage('flush'))]);
  await waitUntil(async () => {
    await page.goto(`${cdn.origin}/`);
    await page.waitForSelector('[data-sillage-state]');
    return (await page.locator('[data-sillage-slot]').textContent())?.includes(offerOf(topic));
  });
  const token = (await context.cookies(cdn.origin)).find(({ name }) => name === '__Host-sillage')?.value;
  if (token === undefined) throw new Error('The visitor was given no cookie.');
  return { page, token, got: () => Promise.all(answers) };
}

const statusOf = ({ headers }: Got) => headers['x-cache-status'];
/** What the shop holds of the visitor, once a page is among it; each answer's word on the cache is among `got`. */
const readMe = ({ page }: Visitor, path: string): Promise<string> =>
  waitUntil(async () => {
    const told = await page.evaluate(async () => (await fetch('/sillage/v1/me?site=shop')).text());
    return told.includes(path) && told;
  });

it.runIf(isHere)(
  'gives two visitors one page from the cache, each their own offer in it, and nothing of the other',
  async () => {
    const [tents, bags] = [await visit('tentes'), await visit('sacs')];
    await readMe(tents, '/tentes');
    await readMe(bags, '/sacs');
    const [toTents, toBags] = [await tents.got(), await bags.got()];
    const homes = [...toTents, ...toBags].filter(({ path }) => path === '/');
    expect(homes.slice(1).map(statusOf)).toEqual(homes.slice(1).map(() => 'HIT'));
    expect(shop.asked.filter(({ path }) => path === '/')).toHaveLength(1);
    const everybodys = await (await fetch(`${cdn.origin}/`)).text();
    expect(everybodys).toContain('<p>Bienvenue</p>');
    expect(everybodys).toContain('Nobody in particular');
    expect([...new Set(homes.map(({ body }) => body))].filter(Boolean)).toEqual([everybodys]);

    const mine = [...toTents, ...toBags].filter(({ path }) => path.startsWith('/sillage/v1/'));
    expect(mine.filter(({ path, body }) => path.endsWith('/personalise') && body).length).toBeGreaterThanOrEqual(2);
    expect(mine.map(statusOf)).toEqual(mine.map(() => undefined));
    expect(mine.filter(({ headers }) => headers['cache-control'] !== 'private, no-store')).toEqual([]);
    expect(JSON.stringify(toTents)).toContain(offerOf('tentes'));
    expect(JSON.stringify(toBags)).toContain(offerOf('sacs'));
    for (const word of [bags.token, 'sacs']) expect(JSON.stringify(toTents)).not.toContain(word);
    for (const word of [tents.token, 'tentes']) expect(JSON.stringify(toBags)).not.toContain(word);

    const kept = await cdn.kept();
    expect(kept.map(({ key }) => new URL(key).pathname).sort()).toEqual(['/', '/sacs', '/tentes']);
    for (const { file } of kept) {
      expect(file).not.toMatch(/set-cookie|v1\.[\w-]{55}/i);
      expect(file).toContain('Nobody in particular');
    }
  },
);

it.runIf(isHere)('passes cookies with posts and to the pages that are one visitor’s, and to no other', async () => {
  const headers = { Cookie: 'session=7' };
  const ask = async (path: string, method = 'GET') => {
    const reply = await fetch(cdn.origin + path, { method, headers, ...(method === 'POST' && { body: 'email=a' }) });
    return {
      cache: reply.headers.get('x-cache-status'),
      cookie: reply.headers.get('set-cookie'),
      body: await reply.text(),
    };
  };
  const nobodys = { cookie: null, body: expect.stringContaining('Nobody in particular') };
  expect(await ask('/panier')).toEqual({ cache: null, cookie: null, body: expect.stringContaining('session=7') });
  expect(await ask('/bienvenue')).toEqual({ cache: 'MISS', ...nobodys });
  expect(await ask('/bienvenue')).toEqual({ cache: 'MISS', ...nobodys });
  expect(await ask('/')).toMatchObject(nobodys);
  expect(await ask('/bienvenue', 'POST')).toEqual({
    cache: null,
    cookie: expect.stringMatching(/^session=\d+; Path=\/$/),
    body: expect.stringContaining('session=7'),
  });
  expect(shop.asked.filter(({ cookie }) => cookie !== undefined)).toEqual([
    { path: '/panier', cookie: 'session=7' },
    { path: '/bienvenue', cookie: 'session=7' },
  ]);
  expect((await cdn.kept()).map(({ file }) => file).join()).not.toMatch(/set-cookie|session=/i);
});
