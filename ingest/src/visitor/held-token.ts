import { type Site, visitorCookieName } from '@sillage/protocol';
import type { Context } from 'hono';

/** The token that the request carries, unverified: the site's cookie, the header, or what its body held. */
export function heldToken(context: Context, site: Site, inBody?: string): string | undefined {
  const cookie =
    site.visitorCookie.mode === 'header'
      ? undefined
      : readCookie(context.req.header('Cookie') ?? '', visitorCookieName(site.visitorCookie));
  return cookie ?? context.req.header('Sillage-Visitor') ?? inBody;
}

/** `a=1; __Host-sillage=v1.x.y` → `v1.x.y`. A token needs no decoding, so that Hono's parser would be work for nothing. */
function readCookie(header: string, name: string): string | undefined {
  const prefix = `${name}=`;
  const pair = header.split(';').find((part) => part.trimStart().startsWith(prefix));
  return pair?.trimStart().slice(prefix.length);
}
