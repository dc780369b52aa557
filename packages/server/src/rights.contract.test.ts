import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MeReply, uuidv7 } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { eraseSubject, exportSubject } from './cli/subject.js';
import { Browser, logger, origin } from './testing/boutique.js';
import { useBoutique } from './testing/use-boutique.js';

const everything = ['measurement', 'personalisation'] as const;

const stage = useBoutique();

async function enter(...paths: string[]): Promise<Browser> {
  const browser = new Browser(stage.server.url);
  await browser.consent([...everything]);
  for (const path of paths) await browser.viewPage(path);
  return browser;
}

const ask = (browser: Browser, path: string, init: RequestInit = {}) =>
  fetch(`${stage.server.url}${path}`, {
    ...init,
    headers: { Origin: origin, Cookie: browser.cookie ?? '', ...init.headers },
  });
const me = async (browser: Browser, locale = 'fr') =>
  (await (await ask(browser, `/v1/me?site=boutique&locale=${locale}`)).json()) as MeReply;
const pause = (browser: Browser, isPaused: boolean) =>
  browser.post('/v1/me/pause', { site: 'boutique', isPaused }).then((reply) => reply.json());
const byKey = (path: string, body: object) =>
  fetch(stage.server.url + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${stage.boutique.secretKey}` },
    body: JSON.stringify({ site: 'boutique', ...body }),
  });

function send(browser: Browser, ...events: object[]): Promise<Response> {
  const drafts = events.map((event) => {
    const id = uuidv7();
    return { id, pageViewId: id, occurredAt: Date.now(), clockOffsetMs: 0, tab: 'tab00000', sequence: 2, ...event };
  });
  return browser.post('/v1/events', { site: 'boutique', sentAt: Date.now(), attempt: 1, sdk: 'test', events: drafts });
}

const seen = (productId: string, topic: string) => ({
  type: 'product_view',
  product: { productId, name: productId, priceMinor: 4_500, currency: 'EUR', brand: 'Cairn' },
  topics: [topic],
});
const order = (orderId: string) => ({
  orderId,
  currency: 'EUR',
  totalMinor: 4_500,
  lines: [{ productId: 'T-1', quantity: 1, priceMinor: 4_500, currency: 'EUR' }],
});

it('tells a visitor what is known in words, in their language, an event after its acknowledgement', async () => {
  const browser = await enter('/tentes');
  await send(browser, seen('T-1', 'tentes/tentes-legeres'));
  const told = await me(browser);
  expect(told.interests.find(({ key }) => key === 'tentes/tentes-legeres')).toMatchObject({
    name: 'tentes legeres',
    reasons: [expect.stringMatching(/^Vous avez regardé «\sT-1\s» le /)],
  });
  expect(told.interests.find(({ kind }) => kind === 'price_band')?.name).toMatch(/^de 20,00.€ à 50,00.€$/);
  expect(told.facts[0]).toBe('Vous avez fait 1 visite, sur 1 jour.');
  expect(told.segments.find(({ id }) => id === 'new')).toMatchObject({
    sentence: expect.stringMatching(/^Personnes /),
  });
  expect(told.kept).toMatchObject({ eventDays: 760 });
  const inEnglish = await me(browser, 'en-GB');
  expect(inEnglish.facts[0]).toBe('You made 1 visit, on 1 day.');
  expect(inEnglish.kept.sentences[0]).toContain('760 days');
});

it('takes an interest out at the visitor’s word, and back in', async () => {
  const browser = await enter('/tentes');
  await send(browser, seen('T-1', 'tentes'));
  const correct = (name: string) =>
    send(browser, { type: 'custom', name, properties: { kind: 'topic', key: 'tentes' } });
  await correct('interest_hidden');
  const without = await me(browser);
  expect(without.interests.map(({ kind }) => kind)).not.toContain('topic');
  expect(without.hiddenInterests).toMatchObject([{ kind: 'topic', key: 'tentes', name: 'tentes' }]);
  await correct('interest_shown');
  const back = await me(browser);
  expect(back.hiddenInterests).toEqual([]);
  expect(back.interests.map(({ key }) => key)).toContain('tentes');
});

it('records and personalises nothing while it is paused, holds across a restart, and goes on', async () => {
  const browser = await enter('/tentes');
  await send(browser, seen('T-1', 'tentes'));
  await pause(browser, true);
  await stage.server.stop();
  stage.server = await stage.boutique.start();
  const paused = new Browser(stage.server.url);
  paused.cookie = browser.cookie;
  expect(await (await paused.viewPage('/secret')).json()).toMatchObject({ accepted: 0, refusal: 'paused' });
  const visitorToken = browser.cookie?.split('=')[1];
  const shown = () => byKey('/v1/personalise', { visitorToken }).then((reply) => reply.json());
  expect(await shown()).toMatchObject({ interests: [], segments: [] });
  const told = await me(paused);
  expect(told.pausedAt).toBeGreaterThan(0);
  expect(told.interests.map(({ key }) => key)).toContain('tentes');
  await pause(paused, false);
  expect(await (await paused.viewPage('/again')).json()).toMatchObject({ accepted: 1 });
  expect(await shown()).toMatchObject({
    interests: expect.arrayContaining([expect.objectContaining({ key: 'tentes' })]),
  });
  expect(JSON.stringify(await me(paused))).not.toContain('/secret');
});

it('hands a visitor all that is held as one file, what was acknowledged just before included', async () => {
  const other = await enter('/others-page');
  const browser = await enter('/mine');
  await send(browser, { type: 'search', query: 'lampe', resultCount: 0 });
  const reply = await ask(browser, '/v1/me/export?site=boutique');
  expect(reply.headers.get('Content-Disposition')).toMatch(/^attachment; filename="boutique-\d{4}-\d\d-\d\d\.json"$/);
  expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  const file = JSON.parse(await reply.text());
  expect(file).toMatchObject({ format: 'sillage-export', version: 1, site: 'boutique', isComplete: true });
  expect(file.events.map((event: { type: string }) => event.type)).toEqual(['page_view', 'search']);
  expect(file.counts).toMatchObject({ events: 2, sessions: 1, consents: 1 });
  expect(file.derived.facts.length).toBeGreaterThan(0);
  expect(JSON.stringify(file)).not.toContain('/others-page');
  expect((await ask(other, '/v1/me/export?site=boutique', { headers: { Cookie: '' } })).status).toBe(401);
});

it('case: Erase and export: exports and erases a customer of all devices by the command, and says what stays and why', async () => {
  const customerId = 'C-7';
  const [phone, desk] = [await enter('/phone'), await enter('/desk')];
  const stranger = await enter('/stranger');
  for (const device of [phone, desk]) {
    const id = uuidv7();
    const identify = { id, type: 'identify', customerId, occurredAt: Date.now() };
    const token = device.cookie?.split('=')[1];
    const sent = { sentAt: Date.now(), attempt: 1, sdk: 'shop/1', token, events: [identify] };
    expect(await (await byKey('/v1/events', sent)).json()).toMatchObject({ accepted: 1 });
  }
  const sale = { id: uuidv7(), type: 'purchase', customerId, occurredAt: Date.now(), order: order('TILL-1') };
  const atTill = { sentAt: Date.now(), attempt: 1, sdk: 'till/1', channel: 'till', events: [sale] };
  expect(await (await byKey('/v1/events', atTill)).json()).toMatchObject({ accepted: 1 });

  const said: string[] = [];
  const io = { out: (text: string) => said.push(text), err: (text: string) => said.push(text) };
  const given = { config: stage.boutique.config, logger, secretKey: undefined, fetch, io };
  const out = join(stage.boutique.folder, 'c-7.json');
  await exportSubject({ customer: customerId, out }, given);
  const file = JSON.parse(readFileSync(out, 'utf8'));
  const paths = file.events.map((event: { path: string }) => event.path).filter(Boolean);
  expect(paths.sort()).toEqual(['/desk', '/phone']);
  expect(file.orders).toMatchObject([{ order_id: 'TILL-1', basis: 'contract', customer_id: customerId }]);
  expect(file.persons).toHaveLength(2);
  await expect(exportSubject({ customer: customerId, out }, given)).rejects.toThrow('is there already');

  await expect(eraseSubject({ customer: customerId }, given)).rejects.toThrow('--yes');
  await eraseSubject({ customer: customerId, yes: true }, given);
  expect(said.join('\n')).toMatch(/Erased: 3 visitors[\s\S]*Kept: 1 orders\. Orders stay in the accounts/);
  expect(await (await phone.viewPage('/late')).json()).toMatchObject({ rejected: [{ reason: 'erased' }] });
  await expect
    .poll(
      async () => {
        const reply = await byKey('/v1/subjects/export', { customerId });
        return JSON.parse(await reply.text()).counts;
      },
      { timeout: 20_000 },
    )
    .toEqual({
      events: 0,
      sessions: 0,
      session_facts: 0,
      orders: 0,
      refunds: 0,
      consents: 0,
      persons: 0,
      customer_choices: 0,
      person_changes: 0,
      rejected_events: 0,
    });
  expect((await me(stranger)).history.sessions[0]?.pages[0]?.path).toBe('/stranger');
  expect((await byKey('/v1/subjects/erase', { customerId, site: 'other' })).status).toBe(401);
});
