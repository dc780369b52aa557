import { z } from 'zod';
import { label, planned, sentence, slug } from './definition-schema.js';
import { faultDetails } from './fault.js';
import { offerStatuses } from './offer.js';
import type { OfferReferences } from './offer-schema.js';
import type { DefinitionIssue } from './slot-schema.js';
import { type SettleRequest, type Survey, type SurveyTexts, surveyKinds } from './survey.js';

const texts = z.strictObject({
  question: sentence,
  low: label.exactOptional(),
  high: label.exactOptional(),
  suggestion: sentence.exactOptional(),
  complaint: sentence.exactOptional(),
  send: label.exactOptional(),
  thanks: sentence.exactOptional(),
}) satisfies z.ZodType<SurveyTexts>;

const days = z.number().int().min(1).max(365);

/** A survey as it is written. That its slot and segment exist: `findSurveyIssues`. */
export const surveySchema = z
  .strictObject({
    // what its exposures are told by has 64 characters
    id: slug.max(57),
    name: label,
    kind: z.enum(surveyKinds),
    status: z.enum(offerStatuses),
    slot: slug,
    texts: z.strictObject({ fr: texts, en: texts }),
    asksSuggestion: z.boolean().default(true),
    takesComplaint: z.boolean().default(true),
    segment: slug.exactOptional(),
    startsAt: planned.exactOptional(),
    endsAt: planned.exactOptional(),
    priority: z.number().int().min(0).max(1_000).default(0),
    cap: z.strictObject({ exposures: z.number().int().min(1).max(100), days }).default({ exposures: 3, days: 90 }),
    cooldownDays: z.number().int().min(0).max(365).default(90),
  })
  .refine(({ startsAt = 0, endsAt }) => endsAt === undefined || endsAt > startsAt, {
    path: ['endsAt'],
    message: faultDetails.ends_before_start,
  }) satisfies z.ZodType<Survey>;

/** Where a survey names what is not there. */
export function* findSurveyIssues(survey: Survey, { slots, hasSegment }: OfferReferences): Generator<DefinitionIssue> {
  if (!slots.has(survey.slot)) yield { path: ['slot'], message: faultDetails.no_such_slot };
  if (survey.segment !== undefined && !hasSegment(survey.segment)) {
    yield { path: ['segment'], message: faultDetails.no_such_segment };
  }
}

export const settleRequestSchema = z.object({ id: z.string().min(1).max(128) }) satisfies z.ZodType<SettleRequest>;
