import {
  type Language,
  languages,
  type Offer,
  type SlotContent,
  type Survey,
  surveyOfferPrefix,
  surveyWords,
} from '@sillage/protocol';
import { type FactsByKind, within } from './facts-by-kind.js';

/** What may be shown in a slot: an offer, or a survey that is chosen, capped and counted as one. */
export interface Choosable extends Offer {
  survey?: Survey;
}

/** It is withheld from nobody: there is nothing to earn by it. */
export function toSurveyOffer(survey: Survey): Choosable {
  const { id, name, status, slot, segment, startsAt, endsAt, priority, cap, cooldownDays } = survey;
  const content = Object.fromEntries(languages.map((language) => [language, toContent(survey, language)]));
  return {
    id: surveyOfferPrefix + id,
    name,
    status,
    slots: [slot],
    content: { [slot]: content as Record<Language, SlotContent> },
    ...(segment !== undefined && { segment }),
    ...(startsAt !== undefined && { startsAt }),
    ...(endsAt !== undefined && { endsAt }),
    priority,
    cap,
    cooldownDays,
    holdout: 0,
    survey,
  };
}

function toContent({ kind, texts, asksSuggestion, takesComplaint }: Survey, language: Language): SlotContent {
  const { [kind]: ends, suggestion, complaint, send, thanks } = surveyWords[language];
  const said = { ...ends, suggestion, complaint, send, thanks, ...texts[language] };
  const { suggestion: asked, complaint: taken, ...always } = said;
  return { ...always, ...(asksSuggestion && { suggestion: asked }), ...(takesComplaint && { complaint: taken }) };
}

/** The person has begun to answer within the days of its cap. */
export function isAnswered({ id, cap, survey }: Choosable, { ofOffer }: FactsByKind, now: number): boolean {
  if (!survey || !cap) return false;
  return within(ofOffer.get(id) ?? [], cap.days, now).some(({ clicked }) => clicked > 0);
}
