import {
  FaultsError,
  type PersonChangeReply,
  type PersonChangeRequest,
  ProblemError,
  readAs,
  type Site,
  toFault,
} from '@sillage/protocol';
import { personChangeRequestSchema } from '@sillage/protocol/person-schema';
import type { Context } from 'hono';
import { findPerson, findRoot, longestChain } from '../consent/person.js';
import { toUuidV4 } from '../derived-id.js';
import { findKeyedSite } from '../keys/find-keyed-site.js';
import { parseJson, readBody } from '../request/body.js';
import type { ClientAddress } from '../request/client-address.js';
import type { Services } from '../services.js';

/** What is asked for, by whom it may be. */
interface Asked {
  site: Site;
  request: PersonChangeRequest;
}

/**
 * `POST /v1/persons/merge`: one customer counts to another's person from now on, with all of their visitors. Asked again it
 * changes nothing. Throws `invalid_key`, `invalid_request`, and `person_conflict` where the two are one person already, or the
 * customer is merged into somebody else.
 */
export async function mergePersons(
  context: Context,
  client: ClientAddress,
  services: Services,
): Promise<PersonChangeReply> {
  const { site, request } = await readRequest(context, client, services);
  const { customerId, mergedCustomerId } = request;
  if (customerId === undefined) throw new FaultsError([toFault('#/customerId', 'required')]);
  const { store } = services;
  if (store.findCustomer(site.id, mergedCustomerId)?.mergedInto === customerId)
    return answer(request, undefined, services);
  const [root, length] = findRoot(site.id, customerId, store);
  const isMerged = store.findCustomer(site.id, mergedCustomerId)?.mergedInto !== undefined;
  if (isMerged || root === mergedCustomerId) throw new ProblemError('person_conflict');
  if (length + depthOf(site.id, mergedCustomerId, services) > longestChain) {
    throw new ProblemError('person_conflict', 'too many merges in a row');
  }
  return answer(request, await note({ site, request }, customerId, services), services);
}

/**
 * `POST /v1/persons/unmerge`: the customer counts to their own person again, with those who were merged into them. Throws
 * `invalid_key`, `invalid_request`, and `person_conflict` where they are merged into somebody else than is said.
 */
export async function unmergePersons(
  context: Context,
  client: ClientAddress,
  services: Services,
): Promise<PersonChangeReply> {
  const { site, request } = await readRequest(context, client, services);
  const into = services.store.findCustomer(site.id, request.mergedCustomerId)?.mergedInto;
  if (into === undefined) return answer(request, undefined, services);
  if (request.customerId !== undefined && request.customerId !== into) throw new ProblemError('person_conflict');
  return answer(request, await note({ site, request }, '', services), services);
}

async function readRequest(context: Context, client: ClientAddress, services: Services): Promise<Asked> {
  const now = services.clock();
  services.limits.limitAddress(client.address, now);
  const request = readAs(personChangeRequestSchema, parseJson(await readBody(context.req.raw)));
  const site = findKeyedSite(request.site, context, services);
  services.limits.limitKey(site.id, now);
  return { site, request };
}

/** Merges of the longest chain that ends at a customer, and the one that is asked for. */
function depthOf(site: string, customerId: string, services: Services): number {
  const merged = services.store.findCustomer(site, customerId)?.merged ?? [];
  return 1 + Math.max(0, ...merged.map((id) => depthOf(site, id, services)));
}

async function note({ site, request }: Asked, intoCustomerId: string, services: Services): Promise<string> {
  const changeId = toUuidV4(services.random(16));
  const { mergedCustomerId: customerId, by: changedBy, reason } = request;
  // of two changes the later counts, so that they may not be of the same moment
  const before = services.store.findCustomer(site.id, customerId)?.changed?.at ?? 0;
  const changedAt = Math.max(services.clock(), before + 1);
  const change = { changeId, site: site.id, customerId, intoCustomerId, changedAt, changedBy, reason };
  await services.store.append([{ kind: 'change', change }]);
  return changeId;
}

async function answer(
  { site, mergedCustomerId }: PersonChangeRequest,
  changeId: string | undefined,
  services: Services,
): Promise<PersonChangeReply> {
  if (changeId === undefined) await services.store.flushed();
  const { customerId, customerIds } = findPerson(site, mergedCustomerId, services.store);
  const reply = { customerId, customerIds: [...customerIds], serverTime: services.clock() };
  return changeId === undefined ? reply : { changeId, ...reply };
}
