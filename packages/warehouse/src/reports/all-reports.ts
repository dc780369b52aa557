import { abandonedCarts, abandonedProducts } from './funnel/abandoned-carts.js';
import { funnel } from './funnel/funnel.js';
import { pathBefore, pathNext } from './funnel/path-steps.js';
import { interests } from './interests/interests.js';
import { interestsByWeek } from './interests/interests-by-week.js';
import { topicPages, topicProducts, topicVisitors } from './interests/topic-things.js';
import { viewedNeverBought } from './interests/viewed-never-bought.js';
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
  interests,
  interestsByWeek,
  topicProducts,
  topicPages,
  topicVisitors,
  viewedNeverBought,
  funnel,
  pathNext,
  pathBefore,
  abandonedCarts,
  abandonedProducts,
];
