// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { aDecision } from '../testing/decision.js';
import { buildSurvey } from './build-survey.js';

const survey = { id: 'accueil', kind: 'csat', asksSuggestion: true, takesComplaint: true } as const;

/** What is told of an answer of 2 of 5, with words and a complaint. */
function answer(changes: object): unknown[][] {
  const told: unknown[][] = [];
  const track = (...given: unknown[]) => void told.push(given);
  const [form] = buildSurvey(aDecision({ survey, ...changes }), { track }) as [HTMLFormElement];
  document.body.replaceChildren(form);
  (form.querySelector('input[value="2"]') as HTMLInputElement).checked = true;
  (form.querySelector('input[type=checkbox]') as HTMLInputElement).checked = true;
  (form.querySelector('textarea') as HTMLTextAreaElement).value = ' Plus de tailles. ';
  form.dispatchEvent(new Event('submit', { cancelable: true }));
  expect(document.querySelector('form')).toBeNull();
  expect(document.querySelector('[role=status]')).not.toBeNull();
  return told;
}

it('tells the answer, and the complaint by an id of its own', () => {
  expect(answer({})).toEqual([
    ['survey_answered', { surveyId: 'accueil', score: 2, text: 'Plus de tailles.' }],
    [
      'custom',
      {
        name: 'complaint_opened',
        properties: { id: expect.stringMatching(/^[a-z]{12}$/), survey: 'accueil', score: 2, text: 'Plus de tailles.' },
      },
    ],
  ]);
});

it('tells nothing of a preview or of the shop’s own people, and thanks all the same', () => {
  expect(answer({ isUncounted: true })).toEqual([]);
});
