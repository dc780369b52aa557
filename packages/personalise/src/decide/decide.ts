import type {
  DecidedSurvey,
  Decision,
  Language,
  LocalisedContent,
  Offer,
  ProductSelection,
  Slot,
  Survey,
} from '@sillage/protocol';
import { isHeldOut } from '@sillage/protocol/holdout';
import type { DecisionInput } from './decision-input.js';
import { minuteMs } from './facts-by-kind.js';
import { findMoment, type Moment } from './find-moment.js';
import { isFor, isOpen, isPressed } from './is-eligible.js';
import { type Choosable, isAnswered } from './survey-offer.js';
import { tellReason } from './tell-reason.js';

export interface Decided {
  /** Its products are still to be filled in. */
  decision: Decision;
  /** Which products to fill in. */
  products?: ProductSelection;
}

/** How long a page may show it again without asking. A default holds shorter: the moment of an offer may come. */
export const validMs = { offer: 5 * minuteMs, default: minuteMs };

/**
 * What a slot shows to a person now: the first offer of its order that is open, for the person, and at its moment; or the
 * slot's default, also in place of an offer that is withheld from the person. The same input gives the same decision.
 */
export function decide(input: DecisionInput): Decided {
  const preview = input.offers.find(({ id, content }) => id === input.previewOf && content[input.slot.id]);
  if (preview) return toDecided(input, { offer: preview, moment: undefined, isCounted: false });
  const { person, now, context, stock } = input;
  if (!person || person.isSuppressed || isPressed(person.facts, input.pressure, now)) return toDecided(input);
  const { facts, sessionId } = person;
  for (const offer of input.offers) {
    if (!offer.content[input.slot.id] || !isOpen(offer, input) || !isFor(offer, person, now)) continue;
    if (isAnswered(offer, facts, now)) continue;
    const moment = offer.trigger && findMoment(offer.trigger, { facts, sessionId, context, stock, now });
    if (offer.trigger && !moment) continue;
    const isWithheld = isHeldOut(offer, person.key);
    return toDecided(input, { offer, moment, isCounted: !person.isInternal, isWithheld });
  }
  return toDecided(input);
}

interface Choice {
  offer: Choosable;
  moment: Moment | undefined;
  isCounted: boolean;
  isWithheld?: boolean;
}

function toDecided(input: DecisionInput, choice?: Choice): Decided {
  const { slot, context, now, decisionId } = input;
  const language = toLanguage(context.locale);
  const shown = choice?.isWithheld ? undefined : choice?.offer;
  const { coupon, survey } = shown ?? {};
  const products = survey ? undefined : (shown?.products ?? slot.products);
  const content = shown?.content[slot.id] ?? slot.content;
  const decision: Decision = {
    decisionId,
    slot: slot.id,
    kind: choice?.isWithheld ? 'withheld' : shown ? 'offer' : 'default',
    ...(choice && { offerId: choice.offer.id }),
    template: survey ? 'survey' : slot.template,
    content: survey ? { ...content[language] } : pick(slot, content, language),
    products: [],
    ...(survey && { survey: toDecidedSurvey(survey) }),
    ...(coupon !== undefined && { coupon }),
    reason: shown && choice && !survey ? reasonOf(choice, input, language) : '',
    ...(choice && !choice.isCounted && { isUncounted: true as const }),
    // the same of whom nothing is known: who holds a token learns nothing of it
    ...(!choice && !input.person?.facts.session.length && { isForNobody: true as const }),
    validUntil: shown ? Math.min(now + validMs.offer, endOf(shown, now)) : now + validMs.default,
  };
  return { decision, ...(slot.products && products && { products }) };
}

function toDecidedSurvey({ id, kind, asksSuggestion, takesComplaint }: Survey): DecidedSurvey {
  return { id, kind, asksSuggestion, takesComplaint };
}

/** A preview may show what is over. */
function endOf({ endsAt = 0 }: Offer, now: number): number {
  return endsAt > now ? endsAt : Number.POSITIVE_INFINITY;
}

function reasonOf({ offer, moment }: Choice, { segmentName }: DecisionInput, language: Language): string {
  const name = offer.segment === undefined ? undefined : segmentName(offer.segment, language);
  return tellReason(offer, { language, moment, segmentName: name });
}

/** Only what the slot has now: its fields may have changed since the offer was written. */
function pick({ fields }: Slot, localised: LocalisedContent, language: Language): Record<string, string> {
  const texts = localised[language];
  const known = fields.filter(({ name }) => Object.hasOwn(texts, name));
  return Object.fromEntries(known.map(({ name }) => [name, texts[name] as string]));
}

/** French where nothing is said; English for whoever reads neither. */
function toLanguage(locale = 'fr'): Language {
  return /^fr\b/i.test(locale) ? 'fr' : 'en';
}
