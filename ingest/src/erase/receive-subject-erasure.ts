import { ProblemError, type Site, type SubjectErasure, type SubjectKept } from '@sillage/protocol';
import { subjectRequestSchema } from '@sillage/protocol/me-schema';
import { verifyVisitorReference } from '@sillage/protocol/visitor-reference';
import type { SubjectCounts } from '@sillage/warehouse';
import type { Context } from 'hono';
import { customerVisitor } from '../derived-id.js';
import { isSecretKey } from '../keys/secret-key.js';
import type { SubjectStore } from '../options.js';
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
 * `DELETE /v1/me`, in order behind all that was accepted before; then the customer's name goes from what is another person's. By the
 * reference that a visitor gave, that visitor alone; `no_visitor` where it does not hold.
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
  const { site, customerId, reference } = await readRequest(context, services);
  services.limits.limitKey(site.id, now);
  await subjects.whenLoaded();
  const subject =
    customerId === undefined
      ? { own: [findReferred(reference, site, services)], shared: [], visitors: [] }
      : await findCustomerVisitors(site.id, customerId, subjects);
  const visitors = [...new Set([...subject.own, ...subject.visitors])];
  const counts = await subjects.countKept({ site: site.id, visitors, ...(customerId !== undefined && { customerId }) });
  const left = visitors.filter((visitor) => services.store.findVisitor(site.id, visitor)?.erasedAt === undefined);
  await services.store.append(left.map((visitor) => ({ kind: 'erasure', site: site.id, visitor, at: now })));
  for (const visitor of left) services.onForgotten?.(site.id, visitor);
  if (customerId !== undefined) await subjects.forgetCustomer(site.id, customerId);
  return { visitors: subject.own.length, sharedVisitors: subject.shared.length, kept: tellKept(counts) };
}

/** Their own, those of whom others share, and the one that stands for the customer. */
async function findCustomerVisitors(site: string, customerId: string, subjects: SubjectStore) {
  const { own, shared } = await subjects.subjectVisitors(site, customerId);
  return { own, shared, visitors: [customerVisitor(site, customerId)] };
}

function findReferred(reference: string | undefined, site: Site, services: Services): string {
  const referred = verifyVisitorReference(reference ?? '', site.id, services.tokenKeys, services.clock());
  if (!referred) throw new ProblemError('no_visitor');
  return referred.visitor;
}

function tellKept(counts: SubjectCounts): SubjectKept[] {
  return (['orders', 'consents'] as const)
    .filter((what) => counts[what] > 0)
    .map((what) => ({ what, count: counts[what], why: reasons[what] }));
}

/** Throws `invalid_request`, and `invalid_key` for an unknown site too, so that site ids can't be tried out. */
async function readRequest(context: Context, services: Services) {
  const parsed = subjectRequestSchema.safeParse(parseJson(await readBody(context.req.raw)));
  if (!parsed.success) throw new ProblemError('invalid_request', describeIssue(parsed.error));
  const site = services.findSite(parsed.data.site);
  if (!site || !isSecretKey(site, context.req.header('Authorization') ?? null)) throw new ProblemError('invalid_key');
  return { ...parsed.data, site };
}
