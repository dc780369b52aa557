/** `node bench/dashboard/run.mjs [rounds=7]`: the marketer's first page, cold, on the demo's data; see README.md. */
import { createProfile } from '@sillage/e2e/harness/chromium';
import { openDemoDashboard } from '@sillage/e2e/harness/demo-dashboard';

const rounds = Number(process.argv[2] ?? 7);
const mostBytes = 300_000;
const mostMs = 1_500;

/** What one cold visit brought, and when its first figure could be read: milliseconds after its start. */
async function visit(browser, { url, cookies }) {
  const context = await browser.newContext();
  await context.addCookies(cookies);
  const page = await context.newPage();
  const sizes = [];
  page.on('requestfinished', (request) => sizes.push(request.sizes()));
  await page.goto(`${url}overview`, { waitUntil: 'commit' });
  await page.locator('[data-report=overview] [data-figure=visits]').waitFor();
  const usableMs = await page.evaluate('performance.now()');
  const all = await Promise.all(sizes);
  const bytes = all.reduce(
    (sum, { responseBodySize, responseHeadersSize }) => sum + responseBodySize + responseHeadersSize,
    0,
  );
  await context.close();
  return { usableMs, bytes };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

function print(question, value, limit) {
  console.log(
    JSON.stringify({ question, value: Math.round(value), limit, ratio: Math.round((value / limit) * 100) / 100 }),
  );
}

const dashboard = await openDemoDashboard();
const profile = await createProfile();
try {
  const { browser } = await profile.start();
  const visits = [];
  for (let round = 0; round < rounds; round++) visits.push(await visit(browser, dashboard));
  print('dashboard:first-page-bytes', median(visits.map(({ bytes }) => bytes)), mostBytes);
  print('dashboard:first-figure-ms', median(visits.map(({ usableMs }) => usableMs)), mostMs);
} finally {
  await profile.remove();
  await dashboard.remove();
}
