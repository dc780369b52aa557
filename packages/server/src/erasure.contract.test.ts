import { Writable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { type SillageEvent, uuidv7 } from '@sillage/protocol';
import { signIdentify } from '@sillage/protocol/identify-signature';
import { verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type RunningServer, startServer } from './start-server.js';
import { askHistory, type Boutique, Browser, createBoutique, origin } from './testing/boutique.js';
import { findTraces } from './testing/find-traces.js';

const customerId = 'C-anne-1042';
const words = 'cadeau-surprise-pour-paul';
const orderId = 'ORDER-7781';

let boutique: Boutique;
let server: RunningServer;
let log = '';
const logger = pino(
  { level: 'debug' },
  new Writable({
    write: (chunk, _, done) => {
      log += chunk;
      done();
    },
  }),
);

beforeAll(async () => {
  boutique = await createBoutique({ logLevel: 'debug' });
  server = await startServer(boutique.config, logger);
});
afterAll(async () => {
  await server.stop();
  boutique.remove();
});

type Draft = SillageEvent extends infer E
  ? E extends { type: string }
    ? Omit<E, keyof ReturnType<typeof baseOf>>
    : never
  : never;

let sequence = 0;
function baseOf() {
  const id = uuidv7();
  sequence += 1;
  return { id, pageViewId: id, occurredAt: Date.now(), clockOffsetMs: 0, tab: 'tab00000', sequence };
}

const batchOf = (drafts: readonly object[], attempt = 1) => ({
  site: 'boutique',
  sentAt: Date.now(),
  attempt,
  sdk: 'test',
  events: drafts.map((draft) => ({ ...baseOf(), ...draft })),
});

const line = { productId: 'T1', name: 'Tente', priceMinor: 19_900, currency: 'EUR', quantity: 1, topics: ['tentes'] };

/** Everything that a visitor can leave. */
function wholeVisit(): Draft[] {
  const expiresAt = Math.floor(Date.now() / 1000) + 600;
  const claim = { site: 'boutique', customerId, expiresAt };
  const signature = signIdentify(claim, boutique.identifySecret);
  return [
    { type: 'page_view', path: '/tentes/secret-anne', title: 'Tentes', topics: ['tentes'] },
    { type: 'engagement', path: '/tentes/secret-anne', attentionMs: 9_000, depthPercent: 80, topics: ['tentes'] },
    { type: 'search', query: words, resultCount: 0 },
    { type: 'product_view', path: '/tentes/t1', product: line, topics: ['tentes'] },
    { type: 'cart_add', line },
    { type: 'offer_exposed', offerId: 'offre-1', slot: 'hero' },
    { type: 'offer_dismissed', offerId: 'offre-1', slot: 'hero' },
    { type: 'identify', customerId, expiresAt, signature },
    { type: 'custom', name: 'complaint_opened', properties: { id: 'plainte-anne', text: 'abimee' } },
    { type: 'survey_answered', surveyId: 's1', text: 'reponse-anne' },
    { type: 'purchase', order: { orderId, currency: 'EUR', totalMinor: 19_900, lines: [line] } },
  ];
}

const sessionsOf = async (browser: Browser) =>
  (await askHistory(server.url, boutique.secretKey, { visitorToken: tokenOf(browser) })).sessions;
const eraseAt = (browser: Browser) =>
  fetch(`${server.url}/v1/me?site=boutique`, {
    method: 'DELETE',
    headers: { Origin: origin, Cookie: browser.cookie ?? '' },
  });
const sizeOf = async (segment: string) => {
  const headers = { Authorization: `Bearer ${boutique.secretKey}` };
  return (await fetch(`${server.url}/v1/segments/${segment}/size?site=boutique`, { headers })).json();
};
const tokenOf = (browser: Browser) => browser.cookie?.split('=')[1] ?? '';
const visitorOf = (browser: Browser) =>
  verifyVisitorToken(tokenOf(browser), 'boutique', boutique.config.cookieKeys, Date.now())?.visitor ?? '';

it('case: Erase covers profile, rows, journal and caches: leaves nothing of a visitor who is erased while they browse, in no table and no file, and nothing comes back', async () => {
  const [anne, paul] = [new Browser(server.url), new Browser(server.url)];
  const proof = (await (await anne.consent(['measurement', 'personalisation'])).json()) as { proofId: string };
  await paul.consent(['measurement', 'personalisation']);
  const visit = batchOf(wholeVisit());
  expect(await (await anne.post('/v1/events', visit)).json()).toMatchObject({ accepted: 11, rejected: [] });
  const odd = { ...batchOf([{ type: 'dance', customerId, words }]) };
  expect(await (await anne.post('/v1/events', odd)).json()).toMatchObject({ rejected: [{ reason: 'unknown_type' }] });
  await paul.viewPage('/tentes');
  await expect.poll(async () => (await sessionsOf(anne))[0]?.orders.length, { timeout: 10_000 }).toBe(1);
  await expect.poll(() => sizeOf('not-to-be-contacted'), { timeout: 10_000 }).toMatchObject({ persons: 1, of: 2 });
  const sessionId = (await sessionsOf(anne))[0]?.sessionId ?? '';
  const visitor = visitorOf(anne);

  // on and on, as a page that is open does; the order to erase comes in between
  const statuses: number[] = [];
  let isErased = false;
  const browsing = (async () => {
    for (let page = 0; page < 40; page += 1) {
      const reply = await anne.post('/v1/events', batchOf([{ type: 'page_view', path: `/secret-anne/${page}` }]));
      const { accepted } = (await reply.json()) as { accepted: number };
      if (isErased) statuses.push(accepted);
      await wait(20);
    }
  })();
  await wait(200);
  expect((await eraseAt(anne)).status).toBe(202);
  isErased = true;
  await browsing;
  expect(statuses.length).toBeGreaterThan(3);
  // one request may have been on its way when the order was answered, and none after
  expect(statuses.slice(1).every((accepted) => accepted === 0)).toBe(true);
  expect(await sessionsOf(anne)).toEqual([]);
  await expect.poll(() => sizeOf('not-to-be-contacted'), { timeout: 20_000 }).toMatchObject({ persons: 0, of: 1 });

  const resent = await anne.post('/v1/events', { ...visit, attempt: 2 });
  expect(await resent.json()).toMatchObject({ accepted: 0, refusal: 'erased' });
  await server.stop();
  server = await startServer(boutique.config, logger);
  const later = new Browser(server.url);
  later.cookie = anne.cookie;
  const late = await later.post('/v1/events', { ...visit, attempt: 3 });
  expect(await late.json()).toMatchObject({ accepted: 0, refusal: 'erased' });
  expect(await (await later.me()).json()).toMatchObject({ history: { recognised: false, sessions: [] } });
  await server.stop();

  const texts = {
    visitor,
    token: tokenOf(anne),
    session: sessionId,
    customer: customerId,
    words,
    path: 'secret-anne',
    complaint: 'plainte-anne',
    answer: 'reponse-anne',
    proof: proof.proofId,
    order: orderId,
    paul: visitorOf(paul),
  };
  const traces = await findTraces(boutique.config.dataDir, texts);
  const shown = (name: keyof typeof texts) => traces[name]?.filter((place) => !place.startsWith('part of '));
  // what docs/erasure.md names: the proof, the list that repeats an erasure, the shop's own order
  expect(shown('visitor')).toEqual(['file erased.jsonl', 'table consents']);
  expect(shown('proof')).toEqual(['table consents']);
  expect(shown('order')).toEqual(['file state/data.mdb', 'table orders']);
  for (const name of ['token', 'session', 'customer', 'words', 'path', 'complaint', 'answer'] as const) {
    expect({ [name]: traces[name] }).toEqual({ [name]: [] });
  }
  // who was not erased is found: the search sees
  expect(shown('paul')).toEqual([
    'table consents',
    'table events',
    'table facts_by_kind',
    'table session_facts',
    'table sessions',
  ]);
  delete traces.paul;
  const parts = new Set(
    Object.values(traces)
      .flat()
      .filter((place) => place.startsWith('part of ')),
  );
  expect([...parts].filter((place) => !['part of consents', 'part of orders'].includes(place))).toEqual([]);
  for (const text of [visitor, sessionId, customerId, words, 'secret-anne']) expect(log).not.toContain(text);
  server = await startServer(boutique.config, logger);
  expect(await sessionsOf(paul)).toHaveLength(1);
});
