import { nilUuid, ProblemError, type SubjectErasure, type SubjectKept, type SubjectRequest } from '@sillage/protocol';
import { subjectRequestSchema } from '@sillage/protocol/me-schema';
import type { SubjectCounts } from '@sillage/warehouse';
import type { Context } from 'hono';
import { customerVisitor, toUuidV4 } from '../derived-id.js';
import type { JournalRecord } from '../event-store.js';
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
 * `DELETE /v1/me`, in order behind all that was accepted before; then the names of all ids of that person go from what is another
 * person's, and with them who was merged with whom.
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
  const { customerIds, own, shared } = await subjects.subjectVisitors(site, customerId);
  const visitors = [...new Set([...own, ...customerIds.map((id) => customerVisitor(site, id))])];
  const counts = await subjects.countKept({ site, visitors, customerIds });
  const left = visitors.filter((visitor) => services.store.findVisitor(site, visitor)?.erasedAt === undefined);
  const erasures = left.map((visitor) => ({ kind: 'erasure', site, visitor, at: now }) as const);
  await services.store.append([...erasures, ...customerIds.flatMap((id) => partCustomer(site, id, services))]);
  for (const visitor of left) services.onForgotten?.(site, visitor);
  await subjects.forgetCustomer(site, customerIds);
  return { visitors: own.length, sharedVisitors: shared.length, kept: tellKept(counts) };
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
async function readRequest(context: Context, services: Services): Promise<SubjectRequest> {
  const parsed = subjectRequestSchema.safeParse(parseJson(await readBody(context.req.raw)));
  if (!parsed.success) throw new ProblemError('invalid_request', describeIssue(parsed.error));
  findKeyedSite(parsed.data.site, context, services);
  return parsed.data;
}
