import { ProblemError } from '@sillage/protocol';
import type { Context } from 'hono';
import type { ClientAddress } from '../request/client-address.js';
import type { Services } from '../services.js';
import { checkAccess } from '../steps/check-access.js';
import { requireSite } from '../steps/require-site.js';
import { heldToken } from '../visitor/held-token.js';
import { setVisitorCookie } from '../visitor/visitor-cookie.js';

/**
 * `DELETE /v1/me?site=…` (GDPR article 17): the visitor of the token, asked by the page or by the shop's server with a
 * secret key. 202: the erasure is on disk, in order behind all that was accepted before, and will be carried out in
 * ClickHouse; from now on nothing of this visitor is accepted. 204: it was erased before. Proofs of consent stay.
 */
export async function receiveErasure(context: Context, client: ClientAddress, services: Services): Promise<202 | 204> {
  const now = services.clock();
  services.limits.limitAddress(client.address, now);
  const site = requireSite(context.req.query('site') ?? '', services.findSite);
  const access = checkAccess(context.req.raw.headers, site);
  if (access === 'server') services.limits.limitKey(site.id, now);
  const value = heldToken(context, site);
  if (value === undefined) throw new ProblemError('no_visitor');
  const token = services.verifyToken(value, site.id, now);
  if (!token) throw new ProblemError('invalid_token');
  const isErased = services.store.findVisitor(site.id, token.visitor)?.erasedAt !== undefined;
  if (isErased) await services.store.flushed();
  else {
    await services.store.append([{ kind: 'erasure', site: site.id, visitor: token.visitor, at: now }]);
    services.onForgotten?.(site.id, token.visitor);
  }
  if (access === 'browser') setVisitorCookie(context, site, '', 0);
  return isErased ? 204 : 202;
}
