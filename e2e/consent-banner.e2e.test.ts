import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { findBanner } from './harness/banner.js';
import { inspectDevice } from './harness/device.js';
import { waitUntilLoaded } from './harness/probe.js';
import { useWorld } from './harness/use-world.js';
import { track, waitForGrant, waitForStored } from './harness/visitor.js';
import { waitUntil } from './harness/wait-until.js';

const stage = useWorld();
const { open, sent } = stage;

it('case: Sillage’s own banner proves what it showed, and its link withdraws all of it', async () => {
  const page = await open('/own-banner?csp');
  const banner = findBanner(page);
  await banner.shown();
  const bannerTextHash = createHash('sha256')
    .update(await banner.text())
    .digest('hex');
  await banner.press('Tout accepter');
  await waitForGrant(page);
  await track(page, { name: 'after_grant', count: 1 });
  await waitForStored(stage.world, 'after_grant');
  await page.click('[data-sillage-consent]');
  await banner.press('Tout refuser');
  await waitUntil(() =>
    sent().some(({ path, body, status }) => path === '/v1/consent' && body.includes('denied') && status === 200),
  );
  await waitUntilLoaded(stage.world.node);
  const { rows } = stage.world.clickhouse;
  const proofs = await rows<Record<string, unknown>>(
    'SELECT banner_text_hash, source_name, source_version, language FROM sillage.consents ORDER BY decided_at',
  );
  const proof = {
    banner_text_hash: bannerTextHash,
    source_name: 'sillage-banner',
    source_version: '1',
    language: 'fr',
  };
  expect(proofs).toEqual([proof, proof]);
  expect(await rows("SELECT 1 FROM sillage.events WHERE name = 'after_grant'")).toEqual([]);
  const { cookies, indexedDb, localStorage } = await inspectDevice(page);
  expect({ cookies, indexedDb, kept: Object.keys(localStorage) }).toEqual({
    cookies: [],
    indexedDb: {},
    kept: ['sillage:shop'],
  });
});

it('case: Sillage’s own banner refused: nothing is sent, and nothing but the choice is kept', async () => {
  const page = await open('/own-banner');
  await findBanner(page).press('Tout refuser');
  await track(page, { name: 'refused', count: 3 });
  await page.goto(`${stage.world.shop.origin}/product`);
  await page.goto(`${stage.world.shop.origin}/own-banner`);
  const { localStorage, ...device } = await inspectDevice(page);
  expect(Object.keys(localStorage)).toEqual(['sillage:shop']);
  expect(device).toEqual({ cookies: [], sessionStorage: {}, indexedDb: {}, caches: [], serviceWorkers: [] });
  await stage.visit.close();
  expect(sent()).toEqual([]);
});
