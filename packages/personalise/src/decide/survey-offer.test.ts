import { surveySchema } from '@sillage/protocol/survey-schema';
import { expect, it } from 'vitest';
import { noon, toFact, toInput, toPerson } from '../testing/person.js';
import { decide } from './decide.js';
import { toSurveyOffer } from './survey-offer.js';

const survey = surveySchema.parse({
  id: 'accueil',
  name: 'Accueil',
  kind: 'csat',
  status: 'live',
  slot: 'hero',
  texts: { fr: { question: 'Êtes-vous satisfait ?', thanks: 'Merci !' }, en: { question: 'Are you satisfied?' } },
});
const offer = toSurveyOffer(survey);
const id = 'survey:accueil';
const shown = (daysAgo: number, over = {}) => toFact('offer', daysAgo, { key: id, views: 1, ...over });
const decideFor = (facts: ReturnType<typeof toFact>[], over = {}) =>
  decide(toInput({ offers: [offer], person: toPerson(facts), ...over })).decision;

it('is decided as an offer is, in words of its own and ours where it has none', () => {
  expect(decideFor([])).toMatchObject({
    kind: 'offer',
    offerId: id,
    template: 'survey',
    content: { question: 'Êtes-vous satisfait ?', low: 'Pas du tout satisfait', thanks: 'Merci !', send: 'Envoyer' },
    survey: { id: 'accueil', kind: 'csat', asksSuggestion: true, takesComplaint: true },
    reason: '',
    products: [],
  });
  const inEnglish = decideFor([], { context: { locale: 'en' } });
  expect(inEnglish.content).toMatchObject({ question: 'Are you satisfied?', thanks: 'Thank you, it is noted.' });
});

it('asks for no more than it is told to', () => {
  const short = toSurveyOffer({ ...survey, asksSuggestion: false, takesComplaint: false });
  const { content } = decideFor([], { offers: [short] });
  expect(Object.keys(content).sort()).toEqual(['high', 'low', 'question', 'send', 'thanks']);
});

it.each([
  ['was seen as often as its cap allows', [shown(1), shown(2), shown(3)]],
  ['was answered within the days of its cap', [shown(60, { clicked: 1 })]],
  ['was closed', [shown(30, { dismissed: 1 })]],
])('is not shown where it %s', (_, facts) => {
  expect(decideFor(facts).kind).toBe('default');
});

it('is shown again once the days of its cap are over', () => {
  expect(decideFor([shown(91, { clicked: 1 })]).offerId).toBe(id);
});

it('counts under the same contact pressure as offers, and weighs on them', () => {
  const pressure = { contacts: 1, days: 7 };
  const other = toFact('offer', 1, { key: 'rentree', views: 1 });
  expect(decideFor([other], { pressure }).kind).toBe('default');
  expect(decide(toInput({ person: toPerson([shown(1)]), pressure })).decision.kind).toBe('default');
});

it('is not shown to who has an open complaint, or to nobody in particular', () => {
  expect(decide(toInput({ offers: [offer], person: toPerson([], { isSuppressed: true }) })).decision.kind).toBe(
    'default',
  );
  const { person: _, ...unknown } = toInput({ offers: [offer] });
  expect(decide(unknown).decision.kind).toBe('default');
});

it('begins and ends when it is told to', () => {
  const over = toSurveyOffer({ ...survey, endsAt: noon });
  expect(decideFor([], { offers: [over] }).kind).toBe('default');
});
