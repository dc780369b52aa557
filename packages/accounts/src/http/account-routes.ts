import { Hono } from 'hono';
import type { AccountsOptions } from '../accounts-options.js';
import { answerProblem, forbidCaching, limitBody } from './answer.js';
import { mountKeyRoutes } from './key-routes.js';
import { mountSessionRoutes } from './session-routes.js';
import { mountUserRoutes } from './user-routes.js';

/** First segments of the paths under `dashboard/` that are not the page's. */
export const accountPaths = ['session', 'sessions', 'password', 'users', 'keys', 'looks'] as const;

/**
 * What the marketer's page asks of accounts, under `/dashboard/`. Every answer is `private, no-store`; every problem is
 * RFC 9457.
 */
export function createAccountRoutes(options: AccountsOptions): Hono {
  const app = new Hono();
  app.onError((error, context) => answerProblem(error, context, options.logger));
  for (const path of accountPaths) app.use(`/dashboard/${path}/*`, forbidCaching, limitBody); // of the path too
  mountSessionRoutes(app, options);
  mountUserRoutes(app, options);
  mountKeyRoutes(app, options);
  return app;
}
