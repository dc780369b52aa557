import { join } from 'node:path';
import {
  type Accounts,
  type AccountsOptions,
  accountPaths,
  apiKeyOf,
  createAccountRoutes,
  createGateway,
  openAccounts,
} from '@sillage/accounts';
import { createRateLimiter } from '@sillage/ingest';
import { toProblem } from '@sillage/protocol';
import { allReports } from '@sillage/warehouse';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import type { Logger } from 'pino';
import type { ServerConfig } from './config.js';
import { siteKeyOf } from './keys.js';
import { isHttps } from './peer.js';

export const accountsPathIn = (dataDir: string) => join(dataDir, 'accounts.db');

/** Sign-ins that may be tried at once, and how soon as many may be again. */
const perNetwork = { requests: 30, periodMs: 900_000 };
const perAccount = { requests: 10, periodMs: 900_000 };
const rememberedKeys = 10_000;

/** `undefined` where the file can't be used, which the log says: visits are recorded and answered meanwhile. */
export function openConfiguredAccounts({ dataDir }: ServerConfig, logger: Logger): Accounts | undefined {
  try {
    return openAccounts(accountsPathIn(dataDir));
  } catch (error) {
    logger.error({ err: error }, 'nobody can sign in, and no API key is taken: the file of accounts can’t be used');
    return undefined;
  }
}

/** A node that can't close the file goes on stopping: the journal must be drained. */
export function closeAccounts(accounts: Pick<Accounts, 'close'> | undefined, logger: Pick<Logger, 'error'>): void {
  try {
    accounts?.close();
  } catch (error) {
    logger.error(
      { err: error },
      'the file of accounts could not be closed; what was written is in it and the files beside it',
    );
  }
}

export interface MountOptions extends Pick<AccountsOptions, 'networkOf' | 'operatorKey' | 'clock' | 'logger'> {
  config: ServerConfig;
  accounts: Accounts | undefined;
}

/** Before the routes of the HTTP API, which users and API keys reach through it. */
export function mountAccounts(app: Hono, { accounts, ...options }: MountOptions): void {
  const { config, operatorKey } = options;
  const { basePath, sites, cookieKeys, trustedProxies } = config;
  if (!accounts) {
    for (const path of [...accountPaths, 'v1']) app.all(`${basePath}/dashboard/${path}/*`, answerUnavailable);
    app.use(`${basePath}/v1/*`, refuseApiKeys);
    return;
  }
  const accountsOptions = {
    ...options,
    accounts,
    sites,
    tokenKeys: cookieKeys,
    isHttps: (context: Context) => isHttps(context, trustedProxies),
    limits: {
      network: createRateLimiter(perNetwork, rememberedKeys),
      account: createRateLimiter(perAccount, rememberedKeys),
    },
  };
  const root = basePath === '' ? '/' : basePath;
  app.route(root, createAccountRoutes(accountsOptions));
  const keyOf = (site: string) => siteKeyOf(operatorKey, site);
  const pass = (request: Request, env: object) => app.fetch(request, env);
  const needsOfReport = (name: string) => allReports.find((report) => report.name === name)?.needs;
  app.route(root, createGateway({ ...accountsOptions, basePath, keyOf, pass, needsOfReport }));
}

/** Who is told that their key is wrong throws it away, and this one may be right. */
const refuseApiKeys: MiddlewareHandler = async (context, next) =>
  apiKeyOf(context) === undefined ? next() : answerUnavailable(context);

function answerUnavailable(context: Context): Response {
  return context.body(JSON.stringify(toProblem('accounts_unavailable')), 503, {
    'Content-Type': 'application/problem+json',
    'Cache-Control': 'private, no-store',
  });
}
