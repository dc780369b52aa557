import { mkdirSync } from 'node:fs';
import { createAccountRoutes, openAccounts } from '@sillage/accounts';
import type { Problem } from '@sillage/protocol';
import type { ServerConfig } from '../config.js';
import { createSecretKey } from '../keys.js';
import { accountsPathIn } from '../mount-accounts.js';
import { CommandError } from './io.js';
import { findRunning, type Surroundings } from './reach-server.js';

export interface ReachedAccounts {
  /** `path` is of `dashboard/`; the answer's JSON. Throws `CommandError` with what the problem says. */
  ask<T>(method: string, path: string, body?: object): Promise<T>;
  close(): void;
}

/** Those of the server that runs on this data directory, else its file: both by the same routes. */
export async function reachAccounts(
  given: Pick<Surroundings, 'config' | 'logger' | 'fetch'>,
): Promise<ReachedAccounts> {
  const running = await findRunning(given);
  if (!running) return openFile(given);
  const send: Sending = (path, init) => given.fetch(`${running.url}/dashboard/${path}`, init);
  return { ask: toAsk(send, running.operatorKey), close: () => undefined };
}

type Sending = (path: string, init: RequestInit) => Response | Promise<Response>;

function openFile({ config, logger }: Pick<Surroundings, 'config' | 'logger'>): ReachedAccounts {
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const accounts = openAccounts(accountsPathIn(config.dataDir));
  const operatorKey = createSecretKey();
  const app = createAccountRoutes({ accounts, operatorKey, logger, clock: Date.now, ...forOperator(config) });
  const send: Sending = (path, init) => app.request(`/dashboard/${path}`, init);
  return { ask: toAsk(send, operatorKey), close: () => accounts.close() };
}

/** No browser and no socket is there. */
function forOperator({ sites, cookieKeys }: ServerConfig) {
  const unlimited = { take: () => 0 };
  const limits = { network: unlimited, account: unlimited };
  return { sites, tokenKeys: cookieKeys, limits, networkOf: () => '', isHttps: () => false };
}

function toAsk(send: Sending, key: string): ReachedAccounts['ask'] {
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const headers = { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' };
    const reply = await send(path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
    if (reply.ok) return (reply.status === 204 ? undefined : await reply.json()) as T;
    const { code, title, detail } = (await reply.json()) as Problem;
    throw new CommandError(`${code}: ${detail ?? title}`);
  };
}
