import { createProfile } from '@sillage/e2e/harness/chromium';
import { openCollectingShop } from '@sillage/e2e/harness/collecting-shop';
import { percentile } from '../percentile.mjs';

const cpuSlowdown = 4;
const calls = 300;
const loads = 5;

/** A page with something of all that the script looks for. */
const body = `<script type="application/ld+json">${JSON.stringify({
  '@graph': [
    {
      '@type': 'Product',
      sku: 'A',
      name: 'Tente',
      category: 'Camping > Tentes',
      offers: { price: 129, priceCurrency: 'EUR' },
    },
    {
      '@type': 'BreadcrumbList',
      itemListElement: [
        { name: 'Accueil', item: '/' },
        { name: 'Tentes', item: '/tentes' },
      ],
    },
  ],
})}</script>${'<section data-section="part"><p>Text</p></section>'.repeat(50)}`;

const print = (figure) => console.log(JSON.stringify(figure));

const shop = await openCollectingShop({ '/': { body } });
const profile = await createProfile();
const visit = await profile.start();
try {
  const page = await visit.open(`${shop.origin}/`);
  await page.evaluate(() => sillage('consent', { measurement: 'granted', personalisation: 'granted' }));
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: cpuSlowdown });

  const tasks = [];
  for (let load = 0; load < loads; load += 1) tasks.push(...(await traceBoot(page, session)));
  print({
    question: 'sdk:boot_task_ms',
    cpuSlowdown,
    loads,
    longest: Math.max(...tasks.map(({ ms }) => ms)),
    longestCpu: Math.max(...tasks.map(({ cpuMs }) => cpuMs)),
    limit: 50,
  });

  const tookMs = await page.evaluate(timeTrack, calls);
  print({
    question: 'sdk:track_ms',
    cpuSlowdown,
    calls,
    p50: percentile(tookMs, 0.5),
    p99: percentile(tookMs, 0.99),
    limit: 0.8,
  });
} finally {
  await profile.remove();
  await shop.close();
}

/** Milliseconds of each call, every one in a task of its own. */
async function timeTrack(count) {
  const took = [];
  for (let n = 0; n < count; n += 1) {
    await new Promise((resolve) => setTimeout(resolve));
    const before = performance.now();
    sillage('track', 'custom', { name: 'bench', properties: { n, page: 'home', price: 12.5 } });
    took.push(performance.now() - before);
  }
  return took;
}

/**
 * Each task of the page's main thread in which our script ran, from the load to 3 s after, without the one in which the
 * page before left. CPU time tells what a busy machine hides in the duration.
 */
async function traceBoot(page, session) {
  const events = [];
  const collect = ({ value }) => events.push(...value);
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  session.on('Tracing.dataCollected', collect);
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline', 'v8'] },
  });
  await page.goto(`${shop.origin}/?load=${Math.random()}`);
  await page.waitForFunction(() => performance.now() > 3000);
  await session.send('Tracing.end');
  await complete;
  session.off('Tracing.dataCollected', collect);
  const ours = events.filter(({ args, dur }) => dur && JSON.stringify(args).includes('sillage.js'));
  const leaving = events.filter(({ args }) => args?.data?.type === 'pagehide');
  const tasks = events.filter(({ name, ph }) => name === 'ThreadControllerImpl::RunTask' && ph === 'X');
  return tasks
    .filter((task) => ours.some((run) => isWithin(run, task)) && !leaving.some((run) => isWithin(run, task)))
    .map(({ dur, tdur }) => ({ ms: dur / 1000, cpuMs: tdur / 1000 }));
}

function isWithin(run, task) {
  return run.tid === task.tid && run.pid === task.pid && run.ts >= task.ts && run.ts <= task.ts + task.dur;
}
