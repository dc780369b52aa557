import type { ExposureCap, OfferStatus } from './offer.js';
import type { Language } from './slot.js';

/** `csat`: how satisfied, 1 to 5. `nps`: how likely to recommend, 0 to 10 (Reichheld, "The One Number You Need to Grow", HBR 2003). */
export const surveyKinds = ['csat', 'nps'] as const;
export type SurveyKind = (typeof surveyKinds)[number];

/** The lowest and the highest score. */
export const surveyScores: Record<SurveyKind, readonly [lowest: number, highest: number]> = {
  csat: [1, 5],
  nps: [0, 10],
};

/** What a visitor reads; what is left out is said in our words. */
export interface SurveyTexts {
  question: string;
  /** Of the lowest and of the highest score. */
  low?: string;
  high?: string;
  suggestion?: string;
  complaint?: string;
  send?: string;
  thanks?: string;
}

/** A short survey, shown in a slot as an offer is: under the same contact pressure, to whom grants personalisation. */
export interface Survey {
  /** Slug. */
  id: string;
  name: string;
  kind: SurveyKind;
  status: OfferStatus;
  /** Id of the slot. */
  slot: string;
  texts: Record<Language, SurveyTexts>;
  /** Asks for a suggestion in words. */
  asksSuggestion: boolean;
  /** Offers to make a complaint of it, which stays open until it is settled. */
  takesComplaint: boolean;
  /** Id of a segment; absent: everybody who grants personalisation. */
  segment?: string;
  /** Milliseconds since 1970 UTC. Absent: it has begun; it has no end. */
  startsAt?: number;
  endsAt?: number;
  /** Among the offers of its slot the highest goes first; 0 by default. */
  priority: number;
  /** How often a person sees it; who begins to answer is not asked again within the same days. 3 in 90 days by default. */
  cap: ExposureCap;
  /** Days without it after it was closed; 90 by default. */
  cooldownDays: number;
}

/** As which its exposures, answers and dismissals are told: apart from the ids of offers, which are slugs. */
export const surveyOfferPrefix = 'survey:';

/** Of a decision whose `template` is `survey`: what the browser's part needs besides the texts. */
export interface DecidedSurvey {
  id: string;
  kind: SurveyKind;
  asksSuggestion: boolean;
  takesComplaint: boolean;
}

/** Body of `POST /v1/complaints/settle`, by secret key. */
export interface SettleRequest {
  /** Of the complaint. */
  id: string;
}

/** Answer 200 of `POST /v1/complaints/settle`. */
export interface SettleReply {
  id: string;
  /** Milliseconds since 1970 UTC. */
  settledAt: number;
}

/** What is said where a survey's texts say nothing. */
export const surveyWords: Record<
  Language,
  Record<SurveyKind, { low: string; high: string }> & Required<Omit<SurveyTexts, 'question' | 'low' | 'high'>>
> = {
  fr: {
    csat: { low: 'Pas du tout satisfait', high: 'Très satisfait' },
    nps: { low: 'Pas du tout probable', high: 'Très probable' },
    suggestion: 'Une suggestion ?',
    complaint: 'J’ai un problème : la boutique doit me répondre',
    send: 'Envoyer',
    thanks: 'Merci, c’est noté.',
  },
  en: {
    csat: { low: 'Not at all satisfied', high: 'Very satisfied' },
    nps: { low: 'Not at all likely', high: 'Very likely' },
    suggestion: 'A suggestion?',
    complaint: 'I have a problem: the shop should answer me',
    send: 'Send',
    thanks: 'Thank you, it is noted.',
  },
};
