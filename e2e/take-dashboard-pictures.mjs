/** Takes the pictures of docs/marketer.md: `pnpm build && node e2e/take-dashboard-pictures.mjs`. */
import { fileURLToPath } from 'node:url';
import { createProfile } from './dist/harness/chromium.js';
import { startDemo } from './dist/harness/demo.js';

const folder = fileURLToPath(new URL('../docs/images/', import.meta.url));
const demo = await startDemo({ shoppers: 120 });
const profile = await createProfile();
try {
  const visit = await profile.start();
  const page = await visit.context.newPage();
  const inspector = await page.context().newCDPSession(page);
  await inspector.send('Emulation.setScrollbarsHidden', { hidden: true });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.addInitScript("localStorage.setItem('sillage-language', 'en')");
  const open = (path) => page.goto(`${demo.serverUrl}/dashboard/s/escale/${path}`);
  const take = async (name, height) => {
    await page.setViewportSize({ width: 1100, height });
    await page.evaluate('document.activeElement.blur(); scrollTo(0, 0)');
    await page.getByRole('button', { name: 'Close this message' }).waitFor({ state: 'detached' });
    await page.screenshot({ path: `${folder}${name}.png`, animations: 'disabled' });
  };
  const choose = async (field, option) => {
    await field.press('ArrowDown');
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  await page.setViewportSize({ width: 1100, height: 900 });
  await open('interests');
  const [, email = '', password = ''] = /e-mail\s+(\S+)\s+password\s+(\S+)/.exec(demo.output()) ?? [];
  await page.locator('[name=email]').fill(email);
  await page.locator('[name=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('[data-report=interests] [role=img] svg').waitFor();
  await take('marketer-interests', 700);

  await open('segments/~new');
  await page.getByLabel('Name in French').fill('Amateurs de parfums');
  await page.getByLabel('Name in English').fill('Perfume lovers');
  for (let rule = 0; rule < 3; rule += 1) await page.getByRole('button', { name: 'Add a condition' }).click();
  const rule = (place) => page.locator('.rule').nth(place);
  const field = (place) => rule(place).getByTitle('What the condition is about');
  await choose(field(1), 'Viewed a section or product');
  await rule(1).getByLabel('Section', { exact: true }).fill('parfums');
  await page.getByRole('option', { name: 'parfums', exact: true }).click();
  await choose(field(2), 'Days since the last visit');
  await rule(2).getByLabel('Comparison').press('ArrowDown');
  await page.getByRole('option', { name: 'at most', exact: true }).click();
  await rule(2).getByLabel('Value').fill('30');
  await page.locator('[data-count]').waitFor();
  await take('marketer-segment', 780);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/^Version 1,/).waitFor();

  await page.getByRole('link', { name: 'Use in an offer' }).click();
  await page.getByRole('textbox', { name: /^Name/ }).fill('Perfume week');
  const slots = page.getByRole('combobox', { name: /^Slots/ });
  await slots.press('Backspace');
  await choose(slots, 'Accueil : l’image du haut');
  const write = async (language, texts) => {
    const group = page.getByRole('group', { name: new RegExp(`: ${language}$`) });
    for (const [label, text] of Object.entries(texts)) await group.getByLabel(label).fill(text);
  };
  await write('French', {
    Title: 'La semaine du parfum.',
    Text: 'Une eau choisie, un voyage offert.',
    Link: '/fr/parfums',
  });
  await write('English', { Title: 'Perfume week.', Text: 'Choose a scent, and sail away.', Link: '/en/perfumes' });
  await take('marketer-offer', 900);
} finally {
  await profile.remove();
  await demo.remove();
}
