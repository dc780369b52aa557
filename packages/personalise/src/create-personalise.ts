import { limits } from '@sillage/protocol';
import { Hono } from 'hono';
import { answerProblem, forbidCaching, limitBody } from './answer.js';
import { answerHistory } from './history-route.js';
import { answerMyExport, answerSubjectExport } from './me/export-routes.js';
import { answerMyReference } from './me/reference-route.js';
import { allowOrigin, answerMe } from './me-route.js';
import type { PersonaliseOptions } from './personalise-options.js';
import { allowSites, answerPersonalise } from './personalise-route.js';

/**
 * `POST /v1/personalise`, `POST /v1/history`, `GET /v1/me`, `GET /v1/me/reference`, `GET /v1/me/export` and `POST /v1/subjects/export`. Every answer is
 * `private, no-store`; every problem is RFC 9457.
 */
export function createPersonalise(options: PersonaliseOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  app.use('/v1/history', forbidCaching, limitBody(limits.eventBytes));
  app.post('/v1/history', (context) => answerHistory(context, options));
  app.options('/v1/personalise', forbidCaching, allowSites(options));
  app.post('/v1/personalise', (context) => answerPersonalise(context, options));
  app.use('/v1/me/*', forbidCaching, allowOrigin(options));
  app.get('/v1/me', (context) => answerMe(context, options));
  app.get('/v1/me/reference', (context) => answerMyReference(context, options));
  app.get('/v1/me/export', (context) => answerMyExport(context, options));
  app.use('/v1/subjects/export', forbidCaching, limitBody(limits.eventBytes));
  app.post('/v1/subjects/export', (context) => answerSubjectExport(context, options));
  return app;
}
