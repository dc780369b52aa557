import { type ConsentReply, type ConsentRequest, ProblemError, readAs, type Site } from '@sillage/protocol';
import { consentRequestSchema } from '@sillage/protocol/schema';
import type { Context } from 'hono';
import { parseJson, readBody } from '../request/body.js';
import type { ClientAddress } from '../request/client-address.js';
import type { Services } from '../services.js';
import { checkOrigin } from '../steps/check-access.js';
import { requireSite } from '../steps/require-site.js';
import { heldToken } from '../visitor/held-token.js';
import { setVisitorCookie } from '../visitor/visitor-cookie.js';
import { standingOf } from './customer-standing.js';
import { decide } from './decision.js';
import { giveToken, prove, type VisitorBefore } from './prove.js';

/**
 * `POST /v1/consent`, whole: a first grant makes a visitor, a changed one a new proof, the same one nothing; a
 * withdrawal marks what was collected; a denial by nobody leaves no trace.
 */
export async function receiveConsent(
  context: Context,
  client: ClientAddress,
  services: Services,
): Promise<ConsentReply> {
  services.limits.limitAddress(client.address, services.clock());
  const request = readConsentRequest(parseJson(await readBody(context.req.raw)));
  const site = requireSite(request.site, services.findSite);
  checkOrigin(context.req.raw.headers, site);
  const now = services.clock();
  services.limits.limitSite(site.id, now);
  const carried = heldToken(context, site, request.token);
  const before = carried === undefined ? undefined : findVisitorBefore(carried, site, services);
  if (before) services.limits.limitVisitor(before.visitor, now);
  const decision = decide(request.choices, before, now);
  if (decision.outcome === 'new') {
    checkPolicy(request, site);
    return prove({ context, request, site, before, decision, now }, services);
  }
  // what a resent request finds already decided may still be on its way to the disk
  await services.store.flushed();
  if (before && decision.outcome === 'same') {
    const { proofId, purposes, expiresAt } = before;
    const token = giveToken(before, { context, site, services });
    return { proofId, purposes: [...purposes], expiresAt, serverTime: services.clock(), ...token };
  }
  if (carried !== undefined) setVisitorCookie(context, site, '', 0);
  return { purposes: [], expiresAt: decision.expiresAt, serverTime: services.clock() };
}

/** Throws `invalid_request`. */
function readConsentRequest(body: unknown): ConsentRequest {
  return readAs(consentRequestSchema, body);
}

/** A token that is no good is no visitor: a grant then makes a new one. An erased visitor does not come back. */
function findVisitorBefore(carried: string, site: Site, services: Services): VisitorBefore | undefined {
  const now = services.clock();
  const token = services.verifyToken(carried, site.id, now);
  const standing = token && standingOf(token, { site, store: services.store, now });
  if (!standing || standing.refusal === 'erased') return undefined;
  return { ...standing, carried, tokenExpiresAt: token.expiresAt };
}

/** A grant under another policy than the site's own proves nothing; a withdrawal is one under any. */
function checkPolicy({ choices, policyVersion }: ConsentRequest, site: Site): void {
  if (policyVersion === site.policyVersion || !Object.values(choices).includes('granted')) return;
  throw new ProblemError('invalid_request', "policyVersion: not the site's");
}
