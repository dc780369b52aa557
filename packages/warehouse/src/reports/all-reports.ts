import type { NamedReport } from './report.js';
import { visitsByDay } from './visits-by-day.js';

/** Every figure that a shop's people see, by name. */
export const allReports: readonly NamedReport[] = [visitsByDay];
