import { type History, ProblemError, type Purpose, type Site, visitorCookieName } from '@sillage/protocol';
import { isHistoryCursor } from '@sillage/warehouse';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { LiveSubject } from './live/live-visitors.js';
import type { PersonaliseOptions } from './personalise-options.js';

/** What an unknown visitor, a forged token and a visitor without consent all get: nobody learns which it was. */
export const emptyHistory: History = { recognised: false, visits: 0, sessions: [] };

/** Throws `invalid_request` for what no page of history gave: asking again would not mend it. */
export function checkCursor(cursor: string | undefined): void {
  if (cursor !== undefined && !isHistoryCursor(cursor))
    throw new ProblemError('invalid_request', 'cursor: not one that was given');
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
  /** Granted now, and not paused: for this the rows may be used. */
  purposes: readonly Purpose[];
  /** Granted now. */
  granted: readonly Purpose[];
  /** See `Standing`. */
  isUnderGpc: boolean;
  /** The visitor paused recording and personalising then. */
  pausedAt: number | undefined;
  /** When the token ends, and the consent for which it stands: milliseconds since 1970 UTC. */
  tokenUntil: number;
  consentUntil: number;
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
  const token = held === undefined ? undefined : options.verifyToken(held, site.id, options.clock());
  if (!token) return undefined;
  const standing = options.findStanding(token, site);
  const {
    purposes: granted,
    isUnderGpc = false,
    isErased,
    customerId,
    mergedIds = [],
    withdrawnAt,
    pausedAt,
  } = standing;
  if (isErased) return undefined;
  const purposes = pausedAt === undefined ? granted : [];
  return {
    visitor: token.visitor,
    purposes,
    granted,
    isUnderGpc,
    pausedAt,
    tokenUntil: token.expiresAt * 1000,
    consentUntil: token.consentExpiresAt * 1000,
    customerId,
    mergedIds,
    withdrawnAt,
  };
}

/** The person by whose facts this visitor is personalised: the customer's too, where they are known as one. */
export function toLiveSubject(known: KnownVisitor, site: Site, options: PersonaliseOptions): LiveSubject {
  const { visitor, customerId, mergedIds, withdrawnAt } = known;
  const others = customerId === undefined ? [] : customerVisitors({ customerId, mergedIds }, site, options);
  return { site: site.id, visitor, others, customerId, mergedIds, withdrawnAt };
}

/** Those that stand for the customers of a person where they are known without one. */
export function customerVisitors(
  { customerId, mergedIds }: { customerId: string; mergedIds: readonly string[] },
  site: Site,
  options: PersonaliseOptions,
): string[] {
  return [customerId, ...mergedIds].map((id) => options.customerVisitor(site.id, id));
}
