import { randomUUID } from 'node:crypto';
import { defaultInterestSettings } from '@sillage/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StoredEvent } from '../stored-event.js';
import { askReport } from '../testing/ask-report.js';
import { minuteMs, noon, store, toBlock } from '../testing/stored.js';
import { type Target, targets } from '../testing/targets.js';
import { complaints } from './complaints.js';
import { surveyBarometer } from './survey-barometer.js';
import { surveyByTopic } from './survey-by-topic.js';
import { surveyByVisitor } from './survey-by-visitor.js';
import { surveyLookedAt } from './survey-looked-at.js';

const complained = (id: string, over: Partial<StoredEvent> = {}, name = 'complaint_opened') =>
  store({ type: 'custom', name, properties: { id, survey: 'accueil', score: 1, text: 'Colis perdu' } }, over);

/** A visitor sees a page of a topic, is shown the survey and answers it. */
function visit(score: number, [path, topic]: [string, string], over: Partial<StoredEvent> = {}): StoredEvent[] {
  const own = { visitor: randomUUID(), sessionId: randomUUID(), ...over };
  const at = (minutes: number) => ({ ...own, occurredAt: noon + minutes * minuteMs });
  return [
    store({ type: 'page_view', path, topics: [topic] }, at(0)),
    store({ type: 'offer_exposed', offerId: 'survey:accueil', slot: 'pied' }, at(1)),
    store({ type: 'survey_answered', surveyId: 'accueil', score }, at(2)),
    store({ type: 'page_view', path: '/merci' }, at(3)),
  ];
}

const events = [
  ...visit(5, ['/sacs/cabas', 'sacs/cabas']),
  ...visit(4, ['/sacs/pochette', 'sacs']),
  ...visit(1, ['/livraison', 'aide'], { device: 'desktop' }),
  ...visit(2, ['/livraison', 'aide'], { device: 'desktop' }),
  store({ type: 'survey_answered', surveyId: 'autre', score: 9 }),
  store({ type: 'survey_answered', surveyId: 'accueil', score: 1 }, { isBot: true }),
  complained('c-1'),
  complained('c-2', { occurredAt: noon + minuteMs }),
  complained('c-1', { occurredAt: noon + 90 * minuteMs, channel: 'dashboard' }, 'complaint_closed'),
  complained('c-3', { purposes: ['measurement'] }),
];

describe.each(Object.entries(targets))('reports of satisfaction, %s', (_, open) => {
  let target: Target;

  beforeAll(async () => {
    target = await open();
    await target.warehouse.insert(toBlock(events));
    for (const [id, kind] of [
      ['accueil', 'csat'],
      ['autre', 'nps'],
    ] as const) {
      const body = JSON.stringify({ kind });
      await target.warehouse.changeDefinition({ site: 'shop', kind: 'survey', id, body, changedAt: noon });
    }
  });

  afterAll(() => target.close());

  const ask = (report: Parameters<typeof askReport>[1], parameters: Record<string, string>) =>
    askReport(target.warehouse, report, { parameters });

  it('the barometer of a CSAT is the share of 4 and 5, with Wilson’s interval', async () => {
    expect(await ask(surveyBarometer, { survey: 'accueil' })).toEqual([
      {
        week: '2026-09-28',
        seen: 4,
        answers: 4,
        mean: 3,
        score: 50,
        low: expect.closeTo(15.0, 1),
        high: expect.closeTo(85.0, 1),
      },
    ]);
  });

  it('the barometer of an NPS is promoters less detractors', async () => {
    expect(await ask(surveyBarometer, { survey: 'autre' })).toMatchObject([{ answers: 1, score: 100, high: 100 }]);
  });

  it('tells satisfaction by topic', async () => {
    expect(await ask(surveyByTopic, { survey: 'accueil' })).toMatchObject([
      { topic: 'aide', answers: 2, mean: 1.5, score: 0 },
      { topic: 'sacs', answers: 2, mean: 4.5, score: 100 },
    ]);
    const interests = { ...defaultInterestSettings, topics: { sacs: 'bagages/sacs', aide: '' } };
    const counted = askReport(target.warehouse, surveyByTopic, { interests, parameters: { survey: 'accueil' } });
    expect(await counted).toMatchObject([{ topic: 'bagages', answers: 2 }]);
  });

  it('tells satisfaction by what is known of the visit', async () => {
    expect(await ask(surveyByVisitor, { survey: 'accueil', by: 'device' })).toMatchObject([
      { group: 'desktop', answers: 2, score: 0 },
      { group: 'mobile', answers: 2, score: 100 },
    ]);
  });

  it('tells what the unsatisfied looked at before they answered', async () => {
    expect(await ask(surveyLookedAt, { survey: 'accueil' })).toEqual([
      { path: '/livraison', unsatisfied: 2, satisfied: 0, unsatisfiedShare: 1 },
    ]);
  });

  it('lists complaints, those that are open first, and how long they were', async () => {
    const [waiting, settled] = await ask(complaints, {});
    expect(waiting).toMatchObject({
      complaint: 'c-2',
      settledAt: null,
      score: 1,
      text: 'Colis perdu',
      survey: 'accueil',
    });
    expect(settled).toMatchObject({ complaint: 'c-1', openedAt: noon, openMs: 90 * minuteMs });
    expect(await ask(complaints, { state: 'open' })).toMatchObject([{ complaint: 'c-2' }]);
    expect(await ask(complaints, { state: 'settled' })).toMatchObject([{ complaint: 'c-1' }]);
  });

  it('knows by the channel of a complaint that it was settled, wherever that was', async () => {
    const states = (channel: string) =>
      askReport(target.warehouse, complaints, { filters: { channel }, parameters: { state: 'settled' } });
    expect(await states('web')).toMatchObject([{ complaint: 'c-1', settledAt: noon + 90 * minuteMs }]);
    expect(await states('dashboard')).toEqual([]);
  });

  it('finds a complaint by its id', async () => {
    expect(await target.warehouse.findComplaint('shop', 'c-2')).toMatchObject({ id: 'c-2', openedAt: noon + minuteMs });
    expect(await target.warehouse.findComplaint('shop', 'c-9')).toBeUndefined();
  });

  it('tells nothing of a complaint whose person withdrew personalisation', async () => {
    const ids = (await ask(complaints, {})).map(({ complaint }) => complaint);
    expect(ids).toEqual(['c-2', 'c-1']);
    expect(await target.warehouse.findComplaint('shop', 'c-3')).toBeUndefined();
  });
});
