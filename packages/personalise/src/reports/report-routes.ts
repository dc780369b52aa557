import type { Warehouse } from '@sillage/warehouse';
import { Hono } from 'hono';
import { answerProblem, forbidCaching } from '../answer.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { answerConsentReport } from './consent-report.js';
import { answerExemptReport } from './exempt-report.js';

export interface ReportOptions extends Pick<PersonaliseOptions, 'findSite' | 'isAuthentic' | 'clock' | 'logger'> {
  warehouse: Pick<Warehouse, 'exemptViews' | 'consentCounts'>;
}

/** `GET /v1/reports/exempt` and `/v1/reports/consent`, by secret key; the site by `Sillage-Site` or `?site=`. */
export function createReportRoutes(options: ReportOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.use('/v1/reports/*', forbidCaching);
  app.get('/v1/reports/exempt', (context) => answerExemptReport(context, options));
  app.get('/v1/reports/consent', (context) => answerConsentReport(context, options));
  return app;
}
