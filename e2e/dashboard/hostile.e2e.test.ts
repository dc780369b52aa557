import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { addColleague, type Colleague, dashboardPages, openDashboard } from '../harness/dashboard.js';
import { hostileTexts } from '../harness/hostile-texts.js';
import { waitUntilLoaded } from '../harness/probe.js';
import { createEvent, createShopServer, createVisitor, type Visitor } from '../harness/sender.js';
import { useOffice } from '../harness/use-world.js';

const stage = useOffice();
let admin: Colleague;
let visitor: Visitor;

const pages = [...dashboardPages, 'satisfaction/~complaints'];
const megabyte = `<img src=x onerror=window.hostile=1>${'x'.repeat(1_000_000)}`;

/** Every field of text that a visitor fills, with one text. */
function tellEverywhere(text: string, place: number) {
  const product = { productId: text, name: text, brand: text, variant: text, priceMinor: 1_000, currency: 'EUR' };
  const line = { ...product, quantity: 1, coupon: text, topics: ['tentes'] };
  const order = { orderId: `${place} ${text}`, currency: 'EUR', totalMinor: 1_000, coupon: text, lines: [line] };
  const campaign = { source: text, medium: text, name: text, term: text, content: text };
  const path = `/${text}`;
  return [
    { type: 'page_view', path, title: text, topics: ['tentes'], campaign, language: 'fr' },
    { type: 'engagement', path, attentionMs: 2_000, depthPercent: 50, sections: { [text]: 1_000 } },
    { type: 'product_view', path, product, topics: ['tentes'] },
    { type: 'search', query: text, resultCount: 0 },
    { type: 'cart_add', line },
    { type: 'purchase', order },
    { type: 'survey_answered', surveyId: 'accueil', score: 1, text },
    { type: 'custom', name: 'complaint_opened', properties: { id: text, text } },
    { type: 'custom', name: 'visit', properties: { text } },
    { type: 'page_view', path, topics: [text] },
    { type: text, path },
  ];
}

/** All of it by a visitor; orders by the shop's server, that of a customer with such an id; and what is too large to be kept. */
beforeAll(async () => {
  const { account, node, shop } = stage.world;
  visitor = await createVisitor(account, shop.origin, node.url);
  const server = createShopServer(account, 'server');
  for (const [place, text] of hostileTexts.entries()) {
    const told = tellEverywhere(text, place);
    const isOrder = ({ type }: { type: string }) => type === 'purchase';
    await visitor.send(
      node.url,
      told.filter((event) => !isOrder(event)).map((event) => createEvent(event)),
    );
    const orders = told.filter(isOrder).map((event) => createEvent({ ...event, customerId: text.trim() || 'x' }));
    await server.send(node.url, orders);
  }
  const tooLarge = await visitor.send(node.url, [createEvent({ type: 'search', query: megabyte })]);
  expect(tooLarge).toMatchObject({ status: 202, accepted: 0, rejected: [{ reason: 'event_too_large' }] });
  await waitUntilLoaded(node);
  admin = await addColleague(node, 'admin');
});

/** What a text did to a page, if anything. */
const findHarm = (page: Page) =>
  page.evaluate<string[]>(`[
    ...(window.hostile === undefined ? [] : ['a script ran']),
    ...[...document.querySelectorAll('*')].flatMap((element) => [...element.attributes]
      .filter(({ name, value }) => name.startsWith('on') || (/^(href|src|action|formaction|xlink:href)$/.test(name)
        && (/^\\s*(javascript|data:text|vbscript)/i.test(value) || value.includes('hostile.invalid'))))
      .map(({ name, value }) => element.tagName + ' ' + name + '=' + value)),
    ...[...document.querySelectorAll('main script, main iframe, main base, main form[action], main video, main math')]
      .map((element) => element.outerHTML.slice(0, 100)),
  ]`);

async function lookEverywhere(page: Page): Promise<string[]> {
  const harm: string[] = [];
  for (const name of pages) {
    await page.goto(`${stage.world.node.url}/dashboard/s/shop/${name}`);
    await page.locator('main h1').waitFor();
    await page.locator('main [aria-busy=true]').first().waitFor({ state: 'detached' });
    for (let seen = 0; seen < 8; seen += 1) await page.mouse.wheel(0, 1_000);
    harm.push(...(await findHarm(page)).map((found) => `${name}: ${found}`));
  }
  return harm;
}

it('shows what visitors typed as text on every page, and runs, loads and links none of it', async () => {
  const { page, complaints } = await openDashboard(stage.visit.context, stage.world.node, {
    path: 's/shop/overview',
    colleague: admin,
  });
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('hostile.invalid')) asked.push(request.url());
  });
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  expect(await lookEverywhere(page)).toEqual([]);
  await page.goto(`${stage.world.node.url}/dashboard/s/shop/overview`);
  await page.locator('[data-report=searches-without-result]').scrollIntoViewIfNeeded();
  await page.locator('[data-report=searches-without-result] td').first().waitFor();
  const shown = await page.locator('[data-report=searches-without-result] td').allTextContents();
  expect(hostileTexts.filter((text) => shown.includes(text)).length).toBeGreaterThan(3);

  await page.goto(`${stage.world.node.url}/dashboard/s/shop/visitor`);
  await page.getByRole('radio', { name: 'Numéro de client' }).check();
  await page.getByRole('textbox', { name: 'Numéro de client' }).fill('=1+1');
  await page.keyboard.press('Enter');
  await page.getByText('Client =1+1').waitFor();
  expect(await findHarm(page)).toEqual([]);

  await page.goto(`${stage.world.node.url}/dashboard/s/shop/health`);
  await page
    .getByRole('button', { name: /^Exemples/ })
    .first()
    .click();
  await page.getByRole('dialog').locator('code, pre').first().waitFor();
  expect(await findHarm(page)).toEqual([]);
  expect({ asked, dialogs, complaints }).toEqual({ asked: [], dialogs: [], complaints: [] });
});

/** A number, a day or a moment, or a text that no spreadsheet takes for a formula. */
const isHarmless = (cell: string) => /^-?\d+(\.\d+)?(e[-+]?\d+)?$/i.test(cell) || !/^[=+\-@\t\r\n]/.test(cell);

it('writes none of it into a file as a formula, and each row whole', async () => {
  const { node, account } = stage.world;
  const headers = { authorization: `Bearer ${account.secretKey}`, 'sillage-site': account.site };
  const get = (path: string) => fetch(`${node.url}/v1/${path}`, { headers });
  const { reports } = (await (await get('reports')).json()) as {
    reports: { name: string; parameters: { name: string; default?: string; values?: string[] }[] }[];
  };
  const files = reports.map(({ name, parameters }) => {
    const asked = parameters
      .map((one) => [one.name, one.default ?? one.values?.[0] ?? (one.name === 'path' ? '/' : 'x')])
      .filter(([, value]) => value !== '');
    return [name, `reports/${name}.csv?${new URLSearchParams(asked)}`] as const;
  });
  let cells = 0;
  const { segments } = (await (await get('segments')).json()) as { segments: { id: string }[] };
  const members = segments.map(({ id }) => [id, `segments/${id}/members?format=csv`] as const);
  for (const [name, path] of [...files, ...members]) {
    const reply = await get(path);
    const text = await reply.text();
    expect([name, reply.status, reply.status === 200 ? '' : text]).toEqual([name, 200, '']);
    expect(reply.headers.get('content-type'), name).toContain('text/csv');
    expect(reply.headers.get('x-content-type-options'), name).toBe('nosniff');
    const rows: string[][] = parse(text, { bom: true });
    cells += rows.flat().length;
    expect(
      rows.flat().filter((cell) => !isHarmless(cell)),
      name,
    ).toEqual([]);
  }
  expect(cells).toBeGreaterThan(1_000);
});
