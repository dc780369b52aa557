import axe from 'axe-core';
import type { Page } from 'playwright-core';
import type { PageOptions } from './collecting-shop.js';

const strictPolicy = [
  "default-src 'none'",
  "script-src 'self' 'nonce-shop'",
  "connect-src 'self'",
  'img-src data:',
  "style-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const withBanner = (attributes = '', { head = '', ...options }: PageOptions = {}): PageOptions => ({
  body: '<main><h1>Boutique</h1><p>Des tentes et des sacs.</p><a href="/tentes">Tentes</a></main>',
  ...options,
  head: `<meta name="viewport" content="width=device-width"><script async src="/sillage/sillage-banner.js" ${attributes}></script>${head}`,
});
const texts = (json: string) => `<script type="application/json" data-sillage-banner>${json}</script>`;
const german = { title: 'Ihr Besuch, Ihre Wahl', refuse: 'Alles ablehnen', accept: 'Alles annehmen' };
const ownLink = '<main><h1>Boutique</h1><button data-sillage-consent>Cookies</button></main>';

/** Pages with the banner's tag, by path. */
export const bannerPages: Record<string, PageOptions> = {
  '/': withBanner('data-policy="/confidentialite"'),
  '/en': withBanner('data-lang="en-GB" data-shop="The Shop"'),
  '/link': withBanner('', { body: ownLink }),
  '/new-policy': withBanner('', { attributes: 'data-policy-version="2"' }),
  '/strict': withBanner('', { headers: { 'content-security-policy': strictPolicy } }),
  '/de': withBanner('data-lang="de"', { head: texts(JSON.stringify({ de: german })) }),
  '/broken': withBanner('', { head: texts('{"fr": {') }),
  '/dark': withBanner('data-theme="dark"'),
  '/themed': withBanner('', { head: '<style>:root{--sillage-banner-background:rgb(255, 250, 240)}</style>' }),
};

/** What axe finds that keeps somebody out. */
export async function examine(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (window as unknown as { axe: typeof axe }).axe.run('sillage-banner'),
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`);
}

/** Every computed style of the two buttons, and whether the banner is within the window. */
export function readLooks(dialog: Element): Record<string, unknown>[] {
  const styles = [...dialog.querySelectorAll('.s button')].slice(0, 2).map((button) => {
    const all = getComputedStyle(button);
    return Object.fromEntries([...all].map((name) => [name, all.getPropertyValue(name)]));
  });
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  const isWithin = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
  return [...styles, { isWithin, isTooWide: dialog.scrollWidth > dialog.clientWidth }];
}
