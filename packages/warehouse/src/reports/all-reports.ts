import { botsByDay } from './bots-by-day.js';
import { consentRates } from './consent-rates.js';
import { eventsByDay } from './events-by-day.js';
import { refusalsByReason } from './refusals-by-reason.js';
import type { NamedReport } from './report.js';
import { setupCheck } from './setup-check.js';
import { setupPages } from './setup-pages.js';
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
];
