import type { Survey } from '@sillage/protocol';
import { surveySchema } from '@sillage/protocol/survey-schema';
import { describe, expect, it } from 'vitest';
import { emptySurvey, toFormField, toSurveyBody, toSurveyForm } from './survey-form.js';

const timeZone = 'Europe/Paris';
const survey: Survey = {
  id: 'accueil',
  name: 'Accueil',
  kind: 'nps',
  status: 'live',
  slot: 'pied',
  texts: { fr: { question: 'Content ?', low: 'Non' }, en: { question: 'Happy?', thanks: 'Thanks.' } },
  asksSuggestion: false,
  takesComplaint: true,
  segment: 'new',
  startsAt: Date.UTC(2026, 9, 1, 7, 30),
  endsAt: Date.UTC(2026, 10, 1, 8, 30),
  priority: 5,
  cap: { exposures: 2, days: 30 },
  cooldownDays: 10,
};

describe('the form of a survey', () => {
  it('says what the survey says', () => {
    const { id, ...body } = survey;
    expect(toSurveyBody(toSurveyForm(survey, timeZone), timeZone)).toEqual(body);
    expect(toSurveyForm(survey, timeZone)).toMatchObject({ id, startsAt: '2026-10-01 09:30:00' });
  });

  it('is one that the server takes once it has a name, a slot and its questions, whatever numbers are emptied', () => {
    const question = { ...emptySurvey.texts.fr, question: 'Content ?', send: ' ' };
    const form = { ...emptySurvey, name: 'Accueil', slot: 'pied', texts: { fr: question, en: question } };
    const emptied = { ...form, priority: '', capExposures: '', capDays: '', cooldownDays: '' } as const;
    const usual = {
      priority: 0,
      cap: { exposures: 3, days: 90 },
      cooldownDays: 90,
      texts: { fr: { question: 'Content ?' } },
    };
    expect(surveySchema.parse({ id: 'accueil', ...toSurveyBody(form, timeZone) })).toMatchObject(usual);
    expect(surveySchema.parse({ id: 'accueil', ...toSurveyBody(emptied, timeZone) })).toMatchObject(usual);
  });

  it.each([
    ['#/texts/fr/question', 'texts.fr.question'],
    ['#/cap/exposures', 'capExposures'],
    ['#/cap/days', 'capDays'],
    ['#/slot', 'slot'],
    ['#/texts/fr', ''],
    ['#/somewhere', ''],
    ['#', ''],
  ])('knows the field of %s', (pointer, field) => {
    expect(toFormField(pointer)).toBe(field);
  });
});
