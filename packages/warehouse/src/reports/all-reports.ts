import { botsByDay } from './bots-by-day.js';
import { complaints } from './complaints.js';
import { consentRates } from './consent-rates.js';
import { eventsByDay } from './events-by-day.js';
import { refusalsByReason } from './refusals-by-reason.js';
import type { NamedReport } from './report.js';
import { setupCheck } from './setup-check.js';
import { setupPages } from './setup-pages.js';
import { surveyBarometer } from './survey-barometer.js';
import { surveyByTopic } from './survey-by-topic.js';
import { surveyByVisitor } from './survey-by-visitor.js';
import { surveyLookedAt } from './survey-looked-at.js';
import { visitsByDay } from './visits-by-day.js';

/** Every figure that a shop's people see, by name. */
export const allReports: readonly NamedReport[] = [
  visitsByDay,
  eventsByDay,
  refusalsByReason,
  consentRates,
  botsByDay,
  setupPages,
  setupCheck,
  surveyBarometer,
  surveyByTopic,
  surveyByVisitor,
  surveyLookedAt,
  complaints,
];
