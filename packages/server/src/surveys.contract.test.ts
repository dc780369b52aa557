import type { PersonaliseReply } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { Browser, toBatch } from './testing/boutique.js';
import { useBoutique } from './testing/use-boutique.js';

const stage = useBoutique();
const { ask } = stage;

const texts = { fr: { question: 'Êtes-vous satisfait ?' }, en: { question: 'Are you satisfied?' } };
const survey = { name: 'Accueil', kind: 'csat', status: 'live', slot: 'pied', texts };
const slot = { name: 'Pied', template: 'banner', content: { fr: { title: 'Bienvenue' }, en: { title: 'Welcome' } } };

const send = (browser: Browser, ...events: object[]) => browser.post('/v1/events', toBatch(...events));
const show = async (browser: Browser) => {
  const reply = await browser.post('/v1/personalise', { site: 'boutique', slots: ['pied'] });
  return ((await reply.json()) as PersonaliseReply).decisions.pied;
};

it('defines a survey for a slot that is there, and keeps the slot while a survey needs it', async () => {
  expect(await (await ask('PUT', '/v1/surveys/accueil', survey)).json()).toMatchObject({
    errors: [{ pointer: '#/slot' }],
  });
  expect((await ask('PUT', '/v1/slots/pied', slot)).status).toBe(201);
  expect((await ask('PUT', '/v1/surveys/accueil', survey)).status).toBe(201);
  expect((await ask('DELETE', '/v1/slots/pied')).status).toBe(409);
});

it('shows it until it is answered; a complaint keeps all offers away until it is settled', async () => {
  await ask('PUT', '/v1/slots/pied', slot);
  await ask('PUT', '/v1/surveys/accueil', { ...survey, cap: { exposures: 5, days: 1 } });
  const browser = new Browser(stage.server.url);
  await browser.consent(['measurement', 'personalisation']);
  await browser.viewPage('/');
  const decision = await show(browser);
  expect(decision).toMatchObject({ offerId: 'survey:accueil', survey: { kind: 'csat' } });
  const id = 'qwertyuiopas';
  const shown = { offerId: 'survey:accueil', slot: 'pied' };
  await send(browser, { type: 'custom', name: 'complaint_opened', properties: { id, survey: 'accueil', score: 1 } });
  expect((await show(browser))?.kind).toBe('default');
  const settled = await ask('POST', '/v1/complaints/settle', { id });
  expect(await settled.json()).toEqual({ id, settledAt: expect.any(Number) });
  expect((await show(browser))?.offerId).toBe('survey:accueil');
  await send(browser, { type: 'offer_exposed', ...shown }, { type: 'offer_clicked', ...shown });
  await send(browser, { type: 'survey_answered', surveyId: 'accueil', score: 1 });
  expect((await show(browser))?.kind).toBe('default');
});

it('settles no complaint that nobody made', async () => {
  expect((await ask('POST', '/v1/complaints/settle', { id: 'none' })).status).toBe(404);
  expect((await ask('POST', '/v1/complaints/settle', {})).status).toBe(422);
});
