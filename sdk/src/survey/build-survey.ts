import { type Decision, surveyScores } from '@sillage/protocol';
import type { SlotsTracker } from '../slots/slots-options.js';
import { adoptStyles } from './styles.js';

type Child = Node | string | undefined | false;

function make<Name extends keyof HTMLElementTagNameMap>(
  tag: Name,
  attributes: Record<string, string>,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  for (const child of children) if (child) element.append(child);
  return element;
}

/**
 * A form of one question: radio buttons in a group that is named by it, words, a box for a complaint. What was sent is thanked for in a
 * status that is read out. Nothing is sent without a score.
 */
export function buildSurvey(decision: Decision, tracker: Pick<SlotsTracker, 'track'>): Node[] {
  const { survey, content, decisionId } = decision;
  if (!survey) return [];
  adoptStyles();
  const name = `sillage-${decisionId}`;
  const [lowest, highest] = surveyScores[survey.kind];
  const scores = Array.from({ length: highest - lowest + 1 }, (_, index) => `${lowest + index}`);
  const text = survey.asksSuggestion && make('textarea', { id: `${name}-text`, maxlength: '2000', rows: '3' });
  const complaint = survey.takesComplaint && make('input', { type: 'checkbox' });
  const form = make(
    'form',
    { class: 'sillage-survey' },
    make(
      'fieldset',
      {},
      make('legend', {}, content.question),
      make('div', { class: 'sillage-survey-scores' }, ...scores.map((score) => makeScore(score, name))),
      make(
        'p',
        { class: 'sillage-survey-ends' },
        make('span', {}, `${scores[0]} ${content.low}`),
        make('span', {}, `${highest} ${content.high}`),
      ),
    ),
    text && make('label', { for: text.id }, content.suggestion),
    text,
    complaint && make('label', {}, complaint, ` ${content.complaint}`),
    make('button', { type: 'submit' }, content.send),
    makeDismiss(),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const score = Number(new FormData(form).get(name));
    const words = text ? text.value.trim() : '';
    tellAnswer({ survey, score, words, isComplaint: complaint ? complaint.checked : false }, tracker);
    const thanks = make('p', { class: 'sillage-survey', role: 'status', tabindex: '-1' }, content.thanks);
    form.replaceWith(thanks);
    // what had the focus is gone
    thanks.focus();
  });
  return [form];
}

function makeScore(score: string, name: string): HTMLElement {
  return make('label', {}, make('input', { type: 'radio', name, value: score, required: '' }), make('span', {}, score));
}

function makeDismiss(): HTMLElement {
  const label = document.documentElement.lang.startsWith('fr') ? 'Fermer' : 'Close';
  return make(
    'button',
    { type: 'button', class: 'sillage-dismiss', 'data-sillage-dismiss': '', 'aria-label': label },
    '×',
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
