import { attrition } from './attrition.js';
import { botsByDay } from './bots-by-day.js';
import { complaints } from './complaints.js';
import { consentRates } from './consent-rates.js';
import { customerValue } from './customer-value.js';
import { discountLoyalty } from './discount-loyalty.js';
import { earlyAdoption } from './early-adoption.js';
import { eventsByDay } from './events-by-day.js';
import { abandonedCarts, abandonedProducts } from './funnel/abandoned-carts.js';
import { funnel } from './funnel/funnel.js';
import { pathBefore, pathNext } from './funnel/path-steps.js';
import { interests } from './interests/interests.js';
import { interestsByWeek } from './interests/interests-by-week.js';
import { topicPages, topicProducts, topicVisitors } from './interests/topic-things.js';
import { viewedNeverBought } from './interests/viewed-never-bought.js';
import { lifetimeModel } from './lifetime-model.js';
import { overview } from './overview.js';
import { overviewBy } from './overview-by.js';
import { overviewByDay } from './overview-by-day.js';
import { pagesNotFound } from './pages-not-found.js';
import { profitDistribution } from './profit-distribution.js';
import { refusalsByReason } from './refusals-by-reason.js';
import { regularity } from './regularity.js';
import type { NamedReport } from './report.js';
import { retention } from './retention.js';
import { rfm } from './rfm.js';
import { searchesWithoutResult } from './searches-without-result.js';
import { setupCheck } from './setup-check.js';
import { setupPages } from './setup-pages.js';
import { surveyBarometer } from './survey-barometer.js';
import { surveyByTopic } from './survey-by-topic.js';
import { surveyByVisitor } from './survey-by-visitor.js';
import { surveyLookedAt } from './survey-looked-at.js';
import { tenure } from './tenure.js';
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
  retention,
  attrition,
  rfm,
  regularity,
  tenure,
  earlyAdoption,
  discountLoyalty,
  profitDistribution,
  customerValue,
  lifetimeModel,
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
