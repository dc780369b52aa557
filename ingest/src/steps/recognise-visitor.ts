import { ProblemError } from '@sillage/protocol';
import type { BatchRequest } from '../batch-request.js';
import { standingOf } from '../consent/customer-standing.js';
import { heedPause, intersect, type Standing } from '../consent/standing.js';
import type { Services } from '../services.js';
import { heldToken } from '../visitor/held-token.js';

/**
 * The visitor of the request and what was granted: the least of token, node and the sender's own claim. A browser's
 * token that is no good ends the request as `invalid_token`; one that the shop's server passes on is left aside, for
 * the order that comes with it counts anyway.
 */
export function recogniseVisitor(request: BatchRequest, services: Services): Standing | undefined {
  const { context, batch, site, access, receivedAt } = request;
  const value = heldToken(context, site, batch.token);
  if (value === undefined) return undefined;
  const token = services.verifyToken(value, site.id, receivedAt);
  if (!token) {
    if (access === 'server') return undefined;
    throw new ProblemError('invalid_token');
  }
  const standing = standingOf(token, { site, store: services.store, now: receivedAt });
  return limitToClaim(heedPause(standing), batch.purposes);
}

/** A device never gets more kept than it holds a grant for. */
export function limitToClaim(standing: Standing, claim: readonly string[] | undefined): Standing {
  if (claim === undefined || standing.refusal) return standing;
  const purposes = intersect(standing.purposes, claim);
  return purposes.length > 0 ? { ...standing, purposes } : { ...standing, purposes, refusal: 'no_consent' };
}
