/** Takes the pictures of docs/banner.md: `pnpm build && node e2e/take-banner-pictures.mjs`. */
import { fileURLToPath } from 'node:url';
import { createProfile } from './dist/harness/chromium.js';
import { openCollectingShop } from './dist/harness/collecting-shop.js';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const product = (name, price, colour) =>
  `<li><svg viewBox="0 0 4 3"><rect width="4" height="3" fill="${colour}"/></svg><b>${name}</b> ${price}</li>`;
const page = (attributes, products) => ({
  head: `<meta name="viewport" content="width=device-width">
<script async src="/sillage/sillage-banner.js" ${attributes}></script>
<style>html{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui}header{padding:1.2rem 2rem;border-bottom:1px solid #8886;font-size:1.4rem;font-weight:700}
ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:2rem;padding:2rem;margin:0;list-style:none}
svg{display:block;border-radius:.5rem;margin-bottom:.5rem}</style>`,
  body: `<header>La Boutique</header><ul>${products.map((each) => product(...each)).join('')}</ul>`,
});
const colours = ['#9db4a0', '#c9ada7', '#8fa3bf', '#d9c5a0', '#a8a29e', '#b8a1c4', '#a3b18a', '#c08f80'];
const french = ['Tente Crête', 'Sac 45 l', 'Gourde', 'Duvet', 'Réchaud', 'Veste', 'Bâtons', 'Chaussures'];
const english = ['Ridge tent', 'Pack 45 l', 'Bottle', 'Sleeping bag', 'Stove', 'Jacket', 'Poles', 'Boots'];
const list = (names) => names.map((name, index) => [name, `${39 + 20 * index} €`, colours[index]]);

const shop = await openCollectingShop({
  '/': page('data-shop="La Boutique" data-policy="/confidentialite"', list(french)),
  '/en': page('data-lang="en" data-shop="La Boutique" data-policy="/privacy"', list(english)),
});
const profile = await createProfile();
try {
  const visit = await profile.start();
  const opened = await visit.open(`${shop.origin}/`);
  const inspector = await opened.context().newCDPSession(opened);
  await inspector.send('Emulation.setScrollbarsHidden', { hidden: true });
  const take = async (name, { path, width, height, colorScheme }) => {
    await opened.setViewportSize({ width, height });
    await opened.emulateMedia({ colorScheme });
    await opened.goto(shop.origin + path);
    await opened.waitForSelector('sillage-banner [role=dialog]');
    await opened.screenshot({ path: `${folder}${name}.png` });
  };
  await take('banner', { path: '/', width: 1280, height: 800, colorScheme: 'light' });
  await take('banner-small', { path: '/en', width: 360, height: 740, colorScheme: 'dark' });
} finally {
  await profile.remove();
  await shop.close();
}
