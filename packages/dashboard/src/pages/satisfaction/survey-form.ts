import type { Language, OfferStatus, Survey, SurveyKind, SurveyTexts } from '@sillage/protocol';
import { fromSiteTime, toSiteTime } from '../site-time.js';

/** All that a visitor may read, in the order in which they do. */
export const textNames = ['question', 'low', 'high', 'suggestion', 'complaint', 'send', 'thanks'] as const;

/** A survey as its form holds it: empty where nothing is said, times of the site. */
export interface SurveyForm {
  id: string;
  name: string;
  kind: SurveyKind;
  status: OfferStatus;
  slot: string;
  texts: Record<Language, Required<SurveyTexts>>;
  asksSuggestion: boolean;
  takesComplaint: boolean;
  segment: string;
  startsAt: string;
  endsAt: string;
  priority: number | '';
  capExposures: number | '';
  capDays: number | '';
  cooldownDays: number | '';
}

/** What `PUT /v1/surveys/<id>` takes; what is left out is as the server has it by itself. */
export type SurveyBody = Partial<Omit<Survey, 'id'>>;

const noTexts = { question: '', low: '', high: '', suggestion: '', complaint: '', send: '', thanks: '' };
const usualCap = { exposures: 3, days: 90 };

export const emptySurvey: SurveyForm = {
  id: '',
  name: '',
  kind: 'csat',
  status: 'draft',
  slot: '',
  texts: { fr: noTexts, en: noTexts },
  asksSuggestion: true,
  takesComplaint: true,
  segment: '',
  startsAt: '',
  endsAt: '',
  priority: 0,
  capExposures: usualCap.exposures,
  capDays: usualCap.days,
  cooldownDays: 90,
};

export function toSurveyForm(survey: Survey, timeZone: string): SurveyForm {
  const { id, name, kind, status, slot, texts, asksSuggestion, takesComplaint, priority, cap, cooldownDays } = survey;
  const toTime = (at: number | undefined) => (at === undefined ? '' : toSiteTime(at, timeZone));
  return {
    ...{ id, name, kind, status, slot, asksSuggestion, takesComplaint, priority, cooldownDays },
    texts: { fr: { ...noTexts, ...texts.fr }, en: { ...noTexts, ...texts.en } },
    segment: survey.segment ?? '',
    startsAt: toTime(survey.startsAt),
    endsAt: toTime(survey.endsAt),
    capExposures: cap.exposures,
    capDays: cap.days,
  };
}

/** What the form says; what is wrong in it the server tells. */
export function toSurveyBody(form: SurveyForm, timeZone: string): SurveyBody {
  const { name, kind, status, slot, asksSuggestion, takesComplaint, segment, priority, cooldownDays } = form;
  const startsAt = fromSiteTime(form.startsAt, timeZone);
  const endsAt = fromSiteTime(form.endsAt, timeZone);
  return {
    ...{ name, kind, status, slot, asksSuggestion, takesComplaint },
    texts: { fr: toTexts(form.texts.fr), en: toTexts(form.texts.en) },
    cap: { exposures: form.capExposures || usualCap.exposures, days: form.capDays || usualCap.days },
    ...(segment !== '' && { segment }),
    ...(startsAt !== undefined && { startsAt }),
    ...(endsAt !== undefined && { endsAt }),
    ...(priority !== '' && { priority }),
    ...(cooldownDays !== '' && { cooldownDays }),
  };
}

/** Without those that are not filled: they are said in our words. */
function toTexts({ question, ...others }: Required<SurveyTexts>): SurveyTexts {
  const filled = Object.entries(others).filter(([, text]) => text.trim() !== '');
  return { question, ...Object.fromEntries(filled) };
}

/** Where in the form the server found something wrong: `texts.fr.question`; `''`: in no field of it. */
export function toFormField(pointer: string): string {
  const [first = '', ...rest] = pointer.replace(/^#\/?/, '').split('/');
  if (first === 'texts') return rest.length === 2 ? [first, ...rest].join('.') : '';
  if (first === 'cap') return rest[0] === 'days' ? 'capDays' : 'capExposures';
  return first in emptySurvey ? first : '';
}
