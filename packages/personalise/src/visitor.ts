import { type History, ProblemError, type Purpose, type Site, visitorCookieName } from '@sillage/protocol';
import { verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { isHistoryCursor } from '@sillage/warehouse';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { PersonaliseOptions } from './personalise-options.js';

/** What an unknown visitor, a forged token and a visitor without consent all get: nobody learns which it was. */
export const emptyHistory: History = { recognised: false, visits: 0, sessions: [] };

/** Throws `invalid_request` for what no page of history gave: asking again would not mend it. */
export function checkCursor(cursor: string | undefined): void {
  if (cursor !== undefined && !isHistoryCursor(cursor)) throw new ProblemError('invalid_request', 'cursor');
}

/** The token a browser holds: the header where the site uses it, else the cookie. */
export function heldToken(context: Context, site: Site): string | undefined {
  const cookie =
    site.visitorCookie.mode === 'header' ? undefined : getCookie(context, visitorCookieName(site.visitorCookie));
  return cookie ?? context.req.header('Sillage-Visitor');
}

/** A visitor whose rows may be told to the token's holder. */
export interface KnownVisitor {
  visitor: string;
  /** Granted now. */
  purposes: readonly Purpose[];
  customerId: string | undefined;
  mergedIds: readonly string[];
  /** See `Standing`. */
  withdrawnAt: number | undefined;
}

/** `undefined` when the token is absent, forged or expired, or its visitor erased. */
export function findKnownVisitor(
  held: string | undefined,
  site: Site,
  options: PersonaliseOptions,
): KnownVisitor | undefined {
  const token = held === undefined ? undefined : verifyVisitorToken(held, site.id, options.tokenKeys, options.clock());
  if (!token) return undefined;
  const { purposes, isErased, customerId, mergedIds = [], withdrawnAt } = options.findStanding(token, site);
  return isErased ? undefined : { visitor: token.visitor, purposes, customerId, mergedIds, withdrawnAt };
}
