import { type PauseReply, type PauseRequest, ProblemError, readAs } from '@sillage/protocol';
import { pauseRequestSchema } from '@sillage/protocol/me-schema';
import type { Context } from 'hono';
import { parseJson, readBody } from '../request/body.js';
import type { ClientAddress } from '../request/client-address.js';
import type { Services } from '../services.js';
import { checkOrigin } from '../steps/check-access.js';
import { requireSite } from '../steps/require-site.js';
import { heldToken } from '../visitor/held-token.js';

/**
 * `POST /v1/me/pause`: from now on nothing of this visitor is recorded and nothing personalised, until the same says
 * `isPaused: false`. What was granted stays granted, and what is held stays held. Answered when it is on disk.
 */
export async function receivePause(context: Context, client: ClientAddress, services: Services): Promise<PauseReply> {
  const now = services.clock();
  services.limits.limitAddress(client.address, now);
  const request = readPauseRequest(parseJson(await readBody(context.req.raw)));
  const site = requireSite(request.site, services.findSite);
  checkOrigin(context.req.raw.headers, site);
  const value = heldToken(context, site, request.token);
  if (value === undefined) throw new ProblemError('no_visitor');
  const token = services.verifyToken(value, site.id, now);
  if (!token) throw new ProblemError('invalid_token');
  const { visitor } = token;
  services.limits.limitVisitor(visitor, now);
  const before = services.store.findVisitor(site.id, visitor);
  if (before?.erasedAt !== undefined) throw new ProblemError('no_visitor');
  if (request.isPaused === (before?.pausedAt !== undefined)) await services.store.flushed();
  else await services.store.append([{ kind: 'pause', site: site.id, visitor, isPaused: request.isPaused, at: now }]);
  const pausedAt = services.store.findVisitor(site.id, visitor)?.pausedAt;
  return { serverTime: services.clock(), ...(pausedAt !== undefined && { pausedAt }) };
}

/** Throws `invalid_request`. */
function readPauseRequest(body: unknown): PauseRequest {
  return readAs(pauseRequestSchema, body);
}
