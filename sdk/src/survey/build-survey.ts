import { type Decision, surveyScores } from '@sillage/protocol';
import { build } from '../browser/build.js';
import { makeDismiss } from '../slots/built-in.js';
import type { SlotsTracker } from '../slots/slots-options.js';
import { adoptSurveyStyles } from './styles.js';

/**
 * A form of one question: radio buttons in a group that is named by it, words, a box for a complaint. What was sent is thanked for in a
 * status that is read out. Nothing is sent without a score, and nothing of a preview or of the shop's own people.
 */
export function buildSurvey(decision: Decision, tracker: Pick<SlotsTracker, 'track'>): Node[] {
  const { survey, content, decisionId } = decision;
  if (!survey) return [];
  adoptSurveyStyles();
  const name = `sillage-${decisionId}`;
  const [lowest, highest] = surveyScores[survey.kind];
  const scores = Array.from({ length: highest - lowest + 1 }, (_, index) => `${lowest + index}`);
  const text = survey.asksSuggestion && build('textarea', { id: `${name}-text`, maxlength: '2000', rows: '3' });
  const complaint = survey.takesComplaint && build('input', { type: 'checkbox' });
  const form = build(
    'form',
    { class: 'sillage-survey' },
    build(
      'fieldset',
      {},
      build('legend', {}, content.question),
      build('div', { class: 'sillage-survey-scores' }, ...scores.map((score) => makeScore(score, name))),
      build(
        'p',
        { class: 'sillage-survey-ends' },
        build('span', {}, `${scores[0]} ${content.low}`),
        build('span', {}, `${highest} ${content.high}`),
      ),
    ),
    text && build('label', { for: text.id }, content.suggestion),
    text,
    complaint && build('label', {}, complaint, ` ${content.complaint}`),
    build('button', { type: 'submit' }, content.send),
    makeDismiss(document.documentElement.lang),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const score = Number(new FormData(form).get(name));
    const words = text ? text.value.trim() : '';
    const answer = { survey, score, words, isComplaint: complaint ? complaint.checked : false };
    if (!decision.isUncounted) tellAnswer(answer, tracker);
    const thanks = build('p', { class: 'sillage-survey', role: 'status', tabindex: '-1' }, content.thanks);
    form.replaceWith(thanks);
    // what had the focus is gone
    thanks.focus();
  });
  return [form];
}

function makeScore(score: string, name: string): HTMLElement {
  return build(
    'label',
    {},
    build('input', { type: 'radio', name, value: score, required: '' }),
    build('span', {}, score),
  );
}

interface Answer {
  survey: NonNullable<Decision['survey']>;
  score: number;
  words: string;
  isComplaint: boolean;
}

/** Twelve letters: a UUID in what a page tells is taken for a token, and goes. */
function drawId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => (10 + (byte % 26)).toString(36)).join('');
}

/** A complaint stays open until the shop settles it: by its id. */
function tellAnswer({ survey, score, words: text, isComplaint }: Answer, tracker: Pick<SlotsTracker, 'track'>): void {
  tracker.track('survey_answered', { surveyId: survey.id, score, ...(text && { text }) });
  if (!isComplaint) return;
  const properties = { id: drawId(), survey: survey.id, score, ...(text && { text }) };
  tracker.track('custom', { name: 'complaint_opened', properties });
}
