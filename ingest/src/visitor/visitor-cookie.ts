import { type Site, visitorCookieName } from '@sillage/protocol';
import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';

/** Sets the site's visitor cookie for so many seconds; 0 takes it away. Header mode has none: the reply has the token. */
export function setVisitorCookie(context: Context, { visitorCookie }: Site, value: string, maxAge: number): void {
  if (visitorCookie.mode === 'header') return;
  const domain = visitorCookie.mode === 'domain' && visitorCookie.domain ? { domain: visitorCookie.domain } : {};
  // the prefixes ask for these attributes: RFC 6265bis, section 4.1.3
  setCookie(context, visitorCookieName(visitorCookie), value, {
    path: '/',
    httpOnly: true,
    secure: true,
    sameSite: 'Lax',
    maxAge,
    ...domain,
  });
}
