import { type ReferenceReply, uuidv7, type VisitorLook } from '@sillage/protocol';
import { describe, expect, it } from 'vitest';
import { Browser, origin } from './testing/boutique.js';
import { useBoutique } from './testing/use-boutique.js';

const stage = useBoutique();

async function enter(purposes: ('measurement' | 'personalisation')[], ...paths: string[]): Promise<Browser> {
  const browser = new Browser(stage.server.url);
  await browser.consent(purposes);
  for (const path of paths) await browser.viewPage(path);
  return browser;
}

const askReference = (browser: Browser) =>
  fetch(`${stage.server.url}/v1/me/reference?site=boutique`, {
    headers: { Origin: origin, Cookie: browser.cookie ?? '' },
  });
const referenceOf = async (browser: Browser) =>
  ((await (await askReference(browser)).json()) as ReferenceReply).reference;

const byKey = (path: string, body: object, key = stage.boutique.secretKey) =>
  fetch(stage.server.url + path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${key}` },
    body: JSON.stringify({ site: 'boutique', ...body }),
  });
const look = async (body: object) => (await (await byKey('/v1/visitors/look', body)).json()) as VisitorLook;

const toEvent = (event: object) => {
  const id = uuidv7();
  return { id, pageViewId: id, occurredAt: Date.now(), clockOffsetMs: 0, tab: 'tab00000', sequence: 2, ...event };
};
const batch = (...events: object[]) => ({
  site: 'boutique',
  sentAt: Date.now(),
  attempt: 1,
  sdk: 'test',
  events: events.map(toEvent),
});
const product = { productId: 'T-1', name: 'Tente', priceMinor: 4_500, currency: 'EUR' };

describe('a look at a visitor', () => {
  it('finds by the reference that the visitor gave who it is, what they did and why it is taken for an interest', async () => {
    const browser = await enter(['measurement', 'personalisation'], '/tentes');
    await browser.post('/v1/events', batch({ type: 'product_view', product, topics: ['tentes'] }));
    const reference = await referenceOf(browser);
    const told = await look({ reference: reference.toLowerCase(), locale: 'en' });
    expect(told).toMatchObject({
      shown: 'all',
      standing: { state: 'granted', granted: ['measurement', 'personalisation'], consentUntil: expect.any(Number) },
      history: { recognised: true, visits: 1 },
    });
    expect(told.who.visitors).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    expect(told.history.sessions[0]?.pages.map(({ path }) => path)).toContain('/tentes');
    expect(told.interests.find(({ key }) => key === 'tentes')?.reasons[0]).toMatch(/^You looked at “Tente” on/);
    expect(told.segments.map(({ id }) => id)).toContain('new');
    expect(told.consents).toMatchObject([{ source: 'api', choices: { personalisation: 'granted' } }]);
  });

  it('shows how often somebody came who grants measurement alone, and no page', async () => {
    const browser = await enter(['measurement'], '/secret');
    const told = await look({ reference: await referenceOf(browser) });
    expect(told).toMatchObject({ shown: 'counts', history: { visits: 1, sessions: [] }, interests: [], facts: [] });
    expect(JSON.stringify(told)).not.toContain('/secret');
  });

  it('shows of who withdrew or paused the choices alone', async () => {
    const browser = await enter(['measurement', 'personalisation'], '/secret');
    const reference = await referenceOf(browser);
    await browser.post('/v1/me/pause', { site: 'boutique', isPaused: true });
    expect(await look({ reference })).toMatchObject({ shown: 'nothing', standing: { state: 'paused' } });
    await browser.post('/v1/me/pause', { site: 'boutique', isPaused: false });
    await browser.consent([], ['measurement', 'personalisation']);
    const told = await look({ reference });
    expect(told).toMatchObject({ shown: 'nothing', standing: { state: 'withdrawn', granted: [] } });
    expect(told.consents).toHaveLength(2);
    expect(JSON.stringify(told)).not.toContain('/secret');
  });

  it('shows a customer’s orders where no browser of theirs made a choice', async () => {
    const order = { orderId: 'till-1', currency: 'EUR', totalMinor: 4_500, lines: [{ ...product, quantity: 1 }] };
    const events = batch({ type: 'purchase', order });
    await byKey('/v1/events', { ...events, channel: 'till', customerId: 'c-till' });
    const told = await look({ customerId: 'c-till' });
    expect(told).toMatchObject({ who: { customerId: 'c-till', visitors: [] }, standing: { state: 'unknown' } });
    expect(told.history.sessions.flatMap(({ orders }) => orders)).toMatchObject([{ orderId: 'till-1' }]);
  });

  it('exports and erases the visitor who gave the reference, who is found no more', async () => {
    const browser = await enter(['measurement', 'personalisation'], '/tentes');
    const reference = await referenceOf(browser);
    const file = (await (await byKey('/v1/subjects/export', { reference })).json()) as { events: object[] };
    expect(file).toMatchObject({ format: 'sillage-export', isComplete: true, visitors: [expect.any(String)] });
    expect(file.events).toHaveLength(1);
    expect((await byKey('/v1/subjects/erase', { reference })).status).toBe(202);
    expect(await (await byKey('/v1/visitors/look', { reference })).json()).toMatchObject({ code: 'no_visitor' });
  });

  it.each([
    [
      'a reference of nobody’s making',
      { reference: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA' },
      401,
      'no_visitor',
    ],
    ['nobody', {}, 422, 'invalid_request'],
    ['two at once', { reference: 'A', customerId: 'c' }, 422, 'invalid_request'],
  ])('refuses %s', async (_, body, status, code) => {
    const reply = await byKey('/v1/visitors/look', body);
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ code });
    expect(reply.headers.get('Cache-Control')).toBe('private, no-store');
  });

  it('is for who holds a key of the site, and a reference for who is known', async () => {
    expect((await byKey('/v1/visitors/look', { customerId: 'c' }, 'sk_wrong')).status).toBe(401);
    expect((await askReference(new Browser(stage.server.url))).status).toBe(401);
  });
});
