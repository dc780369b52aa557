import { type Site, visitorCookieName } from '@sillage/protocol';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';

/** The token that the request carries, unverified: the site's cookie, the header, or what its body held. */
export function heldToken(context: Context, site: Site, inBody?: string): string | undefined {
  const cookie =
    site.visitorCookie.mode === 'header' ? undefined : getCookie(context, visitorCookieName(site.visitorCookie));
  return cookie ?? context.req.header('Sillage-Visitor') ?? inBody;
}
