import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import type { SillageNode } from './sillage.js';
import { waitUntil } from './wait-until.js';

/** Every page of the navigation, by its place in the address. */
export const dashboardPages = [
  'overview',
  'interests',
  'funnel',
  'loyalty',
  'segments',
  'offers',
  'visitor',
  'satisfaction',
  'health',
  'accounts',
] as const;

const { resolve } = createRequire(import.meta.url);
const command = resolve('@sillage/server/command');
const axe = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');

/** Somebody of the shop, as `sillage user add` made them. */
export interface Colleague {
  email: string;
  password: string;
}

export async function addColleague(node: SillageNode, role: 'viewer' | 'marketer' | 'admin'): Promise<Colleague> {
  const colleague = { email: `${role}@shop.example`, password: 'a long enough password' };
  await new Promise<void>((done, fail) => {
    const env = { ...process.env, SILLAGE_CONFIG: join(node.directory, 'sillage.json') };
    const child = execFile(command, ['user', 'add', colleague.email, '--role', role], { env }, (error) =>
      error ? fail(error) : done(),
    );
    child.stdin?.end(`${colleague.password}\n`);
  });
  return colleague;
}

/** The marketer's page, and all that the browser complained of while it was open. */
export interface Dashboard {
  readonly page: Page;
  readonly complaints: string[];
}

/** Opens a path of the page, such as `s/shop/overview`, and signs in there. The page speaks French, as the browser is asked to. */
export async function openDashboard(
  context: BrowserContext,
  node: SillageNode,
  { path, colleague }: { path: string; colleague: Colleague },
): Promise<Dashboard> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !isExpected(message)) complaints.push(message.text());
  });
  await page.addInitScript(
    "localStorage.setItem('sillage-language', localStorage.getItem('sillage-language') ?? 'fr')",
  );
  await page.goto(`${node.url}/dashboard/${path}`);
  await page.locator('[name=email]').fill(colleague.email);
  await page.locator('[name=password]').fill(colleague.password);
  await page.keyboard.press('Enter');
  await page.locator('h1').filter({ hasNotText: 'Se connecter' }).waitFor();
  return { page, complaints };
}

/** Nobody is signed in at first, and what a site has not written yet is not found: the browser tells both as errors. */
function isExpected(message: ConsoleMessage): boolean {
  const { url } = message.location();
  return message.text().includes('401') || (message.text().includes('404') && /\/v1\/(topics|rules)$/.test(url));
}

/** The figure of a card, as it is read: digits, and a sign. */
export async function readFigure(page: Page, report: string, column: string): Promise<string> {
  const text = await page.locator(`[data-report="${report}"] [data-figure="${column}"]`).textContent();
  return (text ?? '').replaceAll(/[\u00a0\u202f]/g, ' ');
}

/** What axe-core finds serious or critical in the whole page. */
export async function findBarriers(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const run = `axe.run().then(({ violations }) => violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => id + ' ' + nodes.map(({ html }) => html).join(' ')))`;
  return page.evaluate<string[]>(run);
}

/** What axe-core finds on a phone in the dark. Rejects where the page is wider than the screen. */
export async function findPhoneFaults(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 800 });
  await page.getByRole('button', { name: 'Ouvrir le menu' }).waitFor();
  await fitsScreen(page);
  return findBarriers(page);
}

/** Nothing is wider than the screen, once charts have heard of its size. Rejects where something stays so. */
export async function fitsScreen(page: Page): Promise<void> {
  await waitUntil(() => page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'));
}
