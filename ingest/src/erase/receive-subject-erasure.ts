import {
  nilUuid,
  ProblemError,
  readAs,
  type Site,
  type SubjectErasure,
  type SubjectKept,
  type SubjectRequest,
} from '@sillage/protocol';
import { subjectRequestSchema } from '@sillage/protocol/me-schema';
import { verifyVisitorReference } from '@sillage/protocol/visitor-reference';
import type { SubjectCounts } from '@sillage/warehouse';
import type { Context } from 'hono';
import { customerVisitor, toUuidV4 } from '../derived-id.js';
import type { JournalRecord } from '../event-store.js';
import { findKeyedSite } from '../keys/find-keyed-site.js';
import type { SubjectStore } from '../options.js';
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
 * `DELETE /v1/me`, in order behind all that was accepted before; then the names of all ids of that person go from what is another
 * person's, and with them who was merged with whom. By the reference that a visitor gave, that visitor alone; `no_visitor` where
 * it does not hold.
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
  const { customerIds, own, shared, standIns } =
    customerId === undefined
      ? { customerIds: [], own: [findReferred(reference, site, services)], shared: [], standIns: [] }
      : await findPersonVisitors(site.id, customerId, subjects);
  const visitors = [...new Set([...own, ...standIns])];
  const counts = await subjects.countKept({ site: site.id, visitors, customerIds });
  const left = visitors.filter((visitor) => services.store.findVisitor(site.id, visitor)?.erasedAt === undefined);
  const erasures = left.map((visitor) => ({ kind: 'erasure', site: site.id, visitor, at: now }) as const);
  await services.store.append([...erasures, ...customerIds.flatMap((id) => partCustomer(site.id, id, services))]);
  for (const visitor of left) services.onForgotten?.(site.id, visitor);
  if (customerId !== undefined) await subjects.forgetCustomer(site.id, customerIds);
  return { visitors: own.length, sharedVisitors: shared.length, kept: tellKept(counts) };
}

/** A person's own visitors, those of whom others share, and the ones that stand for its customers. */
async function findPersonVisitors(site: string, customerId: string, subjects: SubjectStore) {
  const { customerIds, own, shared } = await subjects.subjectVisitors(site, customerId);
  return { customerIds, own, shared, standIns: customerIds.map((id) => customerVisitor(site, id)) };
}

function findReferred(reference: string | undefined, site: Site, services: Services): string {
  const referred = verifyVisitorReference(reference ?? '', site.id, services.tokenKeys, services.clock());
  if (!referred) throw new ProblemError('no_visitor');
  return referred.visitor;
}

/**
 * Who comes again is a customer anew: merged with nobody, and nothing granted before counts. For this node alone, as if heard: in
 * ClickHouse it would name whom it forgets.
 */
function partCustomer(site: string, customerId: string, { store, clock, random }: Services): JournalRecord[] {
  const state = store.findCustomer(site, customerId);
  const [at, isHeard] = [clock(), true];
  const records: JournalRecord[] = [];
  if (state?.mergedInto !== undefined) {
    const changedAt = Math.max(at, (state.changed?.at ?? 0) + 1);
    const why = { changeId: toUuidV4(random(16)), changedBy: 'erasure', reason: '' };
    records.push({ kind: 'change', change: { ...why, site, customerId, intoCustomerId: '', changedAt }, isHeard });
  }
  if (Object.values(state?.choices ?? {}).some(({ isGranted }) => isGranted)) {
    const states = { measurement: 'withdrawn', personalisation: 'withdrawn' } as const;
    const nothing = { proofId: nilUuid, policyVersion: '', decidedAt: at, expiresAt: at };
    records.push({ kind: 'choice', choice: { site, customerId, states, ...nothing }, isHeard });
  }
  return records;
}

function tellKept(counts: SubjectCounts): SubjectKept[] {
  return (['orders', 'consents'] as const)
    .filter((what) => counts[what] > 0)
    .map((what) => ({ what, count: counts[what], why: reasons[what] }));
}

/** Throws `invalid_request` and `invalid_key`. */
async function readRequest(
  context: Context,
  services: Services,
): Promise<Omit<SubjectRequest, 'site'> & { site: Site }> {
  const request = readAs(subjectRequestSchema, parseJson(await readBody(context.req.raw)));
  return { ...request, site: findKeyedSite(request.site, context, services) };
}
