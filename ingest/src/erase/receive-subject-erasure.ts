import { ProblemError, type SubjectErasure, type SubjectKept, type SubjectRequest } from '@sillage/protocol';
import { subjectRequestSchema } from '@sillage/protocol/me-schema';
import type { SubjectCounts } from '@sillage/warehouse';
import type { Context } from 'hono';
import { customerVisitor } from '../derived-id.js';
import { findKeyedSite } from '../keys/find-keyed-site.js';
import { describeIssue } from '../reading/read-envelope.js';
import { parseJson, readBody } from '../request/body.js';
import type { ClientAddress } from '../request/client-address.js';
import type { Services } from '../services.js';

const reasons: Record<SubjectKept['what'], string> = {
  orders:
    'Orders stay in the accounts for as long as the law asks (in France ten years), without customer, visitor, session or purpose.',
  consents: 'The proofs of what was chosen stay, for the shop must be able to show them; they name no customer.',
};

/**
 * `POST /v1/subjects/erase`, by secret key (GDPR article 17): every visitor of the customer's person is erased as by
 * `DELETE /v1/me`, in order behind all that was accepted before; then the customer's name goes from what is another person's.
 * 202: the erasures are on disk. Told again, it goes on where it was cut off. `warehouse_unavailable` while ClickHouse, which
 * knows who is theirs, is away.
 */
export async function receiveSubjectErasure(
  context: Context,
  client: ClientAddress,
  services: Services,
): Promise<SubjectErasure> {
  const now = services.clock();
  services.limits.limitAddress(client.address, now);
  const { subjects } = services;
  if (!subjects) throw new ProblemError('not_found');
  const { site, customerId } = await readRequest(context, services);
  services.limits.limitKey(site, now);
  await subjects.whenLoaded();
  const { own, shared } = await subjects.subjectVisitors(site, customerId);
  const visitors = [...new Set([...own, customerVisitor(site, customerId)])];
  const counts = await subjects.countKept({ site, visitors, customerId });
  const left = visitors.filter((visitor) => services.store.findVisitor(site, visitor)?.erasedAt === undefined);
  await services.store.append(left.map((visitor) => ({ kind: 'erasure', site, visitor, at: now })));
  for (const visitor of left) services.onForgotten?.(site, visitor);
  await subjects.forgetCustomer(site, customerId);
  return { visitors: own.length, sharedVisitors: shared.length, kept: tellKept(counts) };
}

function tellKept(counts: SubjectCounts): SubjectKept[] {
  return (['orders', 'consents'] as const)
    .filter((what) => counts[what] > 0)
    .map((what) => ({ what, count: counts[what], why: reasons[what] }));
}

/** Throws `invalid_request` and `invalid_key`. */
async function readRequest(context: Context, services: Services): Promise<SubjectRequest> {
  const parsed = subjectRequestSchema.safeParse(parseJson(await readBody(context.req.raw)));
  if (!parsed.success) throw new ProblemError('invalid_request', describeIssue(parsed.error));
  findKeyedSite(parsed.data.site, context, services);
  return parsed.data;
}
