import { overview } from './overview.js';
import { overviewBy } from './overview-by.js';
import { overviewByDay } from './overview-by-day.js';
import { pagesNotFound } from './pages-not-found.js';
import type { NamedReport } from './report.js';
import { searchesWithoutResult } from './searches-without-result.js';
import { visitsByDay } from './visits-by-day.js';

/** Every figure that a shop's people see, by name. */
export const allReports: readonly NamedReport[] = [
  visitsByDay,
  overview,
  overviewByDay,
  overviewBy,
  searchesWithoutResult,
  pagesNotFound,
];
