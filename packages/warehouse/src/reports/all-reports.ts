import { attrition } from './attrition.js';
import { customerValue } from './customer-value.js';
import { discountLoyalty } from './discount-loyalty.js';
import { earlyAdoption } from './early-adoption.js';
import { lifetimeModel } from './lifetime-model.js';
import { profitDistribution } from './profit-distribution.js';
import { regularity } from './regularity.js';
import type { NamedReport } from './report.js';
import { retention } from './retention.js';
import { rfm } from './rfm.js';
import { tenure } from './tenure.js';
import { visitsByDay } from './visits-by-day.js';

/** Every figure that a shop's people see, by name. */
export const allReports: readonly NamedReport[] = [
  visitsByDay,
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
];
