import { createHash, timingSafeEqual } from 'node:crypto';
import { type Permission, ProblemError } from '@sillage/protocol';
import type { Context } from 'hono';
import type { AccountsOptions } from '../accounts-options.js';
import { operator, type Principal, toPrincipal } from '../principal.js';
import { isSecretOf } from '../secrets.js';
import { checkSameOrigin } from './check-same-origin.js';
import { readSessionCookie } from './session-cookie.js';

/**
 * Who asks, by operator key or by session; their role as it is now. Throws `not_signed_in`, and `origin_not_allowed` for
 * what another site's page has a browser do.
 */
export async function findPrincipal(context: Context, options: AccountsOptions): Promise<Principal> {
  const key = bearerOf(context);
  if (key !== undefined && isSame(key, options.operatorKey)) return operator;
  checkSameOrigin(context);
  const token = readSessionCookie(context);
  const { sessions, users } = options.accounts;
  const userId = token && (await sessions.findUserId(token, options.clock()));
  const user = userId && (await users.find(userId));
  if (!user) throw new ProblemError('not_signed_in');
  return toPrincipal(user);
}

/** Throws `forbidden`. */
export function checkPermission(principal: Principal, permission: Permission): void {
  if (!principal.permissions.includes(permission)) throw new ProblemError('forbidden', permission);
}

function bearerOf(context: Context): string | undefined {
  return /^Bearer +(\S+)$/i.exec(context.req.header('Authorization') ?? '')?.[1];
}

/** What has the form of an API key, in `Authorization`; it may be one that was revoked. */
export function apiKeyOf(context: Context): string | undefined {
  const bearer = bearerOf(context);
  return bearer !== undefined && isSecretOf('apiKey', bearer) ? bearer : undefined;
}

function isSame(given: string, known: string): boolean {
  const hash = (key: string) => createHash('sha256').update(key).digest();
  return timingSafeEqual(hash(given), hash(known));
}
