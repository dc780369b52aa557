import { type History, type Site, visitorCookieName } from '@sillage/protocol';
import { type VisitorToken, verifyVisitorToken } from '@sillage/protocol/visitor-token';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { PersonaliseOptions } from './personalise-options.js';

/** What an unknown visitor, a forged token and a visitor without consent all get: nobody learns which it was. */
export const emptyHistory: History = { recognised: false, visits: 0, sessions: [] };

/** The token a browser holds: the header where the site uses it, else the cookie. */
export function heldToken(context: Context, site: Site): string | undefined {
  const cookie =
    site.visitorCookie.mode === 'header' ? undefined : getCookie(context, visitorCookieName(site.visitorCookie));
  return cookie ?? context.req.header('Sillage-Visitor');
}

/** The visitor whose rows may be told to this token's holder; `undefined` when forged, expired or erased. */
export function knownVisitor(
  token: string | undefined,
  site: Site,
  options: PersonaliseOptions,
): VisitorToken | undefined {
  if (token === undefined) return undefined;
  const visitor = verifyVisitorToken(token, site.id, options.tokenKeys, options.clock());
  if (!visitor || options.findStanding(site.id, visitor.visitor)?.isErased) return undefined;
  return visitor;
}

/** The visitor grants personalisation now: by this node's own knowledge, else by the token. */
export function grantsPersonalisation(token: VisitorToken, options: PersonaliseOptions): boolean {
  const standing = options.findStanding(token.site, token.visitor) ?? {
    purposes: token.purposes,
    consentExpiresAt: token.consentExpiresAt * 1000,
  };
  return standing.purposes.includes('personalisation') && standing.consentExpiresAt > options.clock();
}
