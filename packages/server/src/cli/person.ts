import { userInfo } from 'node:os';
import type { PersonChange, PersonChangeReply, Problem } from '@sillage/protocol';
import { CommandError, type Io } from './io.js';
import { findSiteId, reachServer, type Surroundings as ServerSurroundings } from './reach-server.js';

export interface PersonFlags {
  site?: string;
  /** Why: stands in the trail. */
  reason?: string;
  /** Who; default the user of this machine. */
  by?: string;
  server?: string;
}

interface Surroundings extends ServerSurroundings {
  io: Io;
}

/** `sillage person merge <customer> <into>`: all that is known of the one counts to the other from now on. */
export async function mergePerson(
  ids: readonly [string, string],
  flags: PersonFlags,
  given: Surroundings,
): Promise<void> {
  const [mergedCustomerId, customerId] = ids;
  const reply = await ask<PersonChangeReply>(
    '/v1/persons/merge',
    { customerId, mergedCustomerId, ...toWhy(flags) },
    flags,
    given,
  );
  tell(reply, given.io);
}

/** `sillage person unmerge <customer>`: it counts to its own person again. */
export async function unmergePerson(mergedCustomerId: string, flags: PersonFlags, given: Surroundings): Promise<void> {
  const reply = await ask<PersonChangeReply>(
    '/v1/persons/unmerge',
    { mergedCustomerId, ...toWhy(flags) },
    flags,
    given,
  );
  tell(reply, given.io);
}

/** `sillage person changes [customer]`: one line of JSON an entry of the trail, newest first. */
export async function listPersonChanges(
  customerId: string | undefined,
  flags: PersonFlags,
  given: Surroundings,
): Promise<void> {
  const query = { limit: 1000, ...(customerId === undefined ? {} : { customerId }) };
  const { changes } = await ask<{ changes: PersonChange[] }>('/v1/persons/changes', query, flags, given);
  for (const change of changes) given.io.out(JSON.stringify(change));
}

function toWhy({ reason, by = userInfo().username }: PersonFlags): { reason: string; by: string } {
  if (!reason) throw new CommandError('--reason is missing: the trail says why');
  return { reason, by };
}

function tell({ changeId, customerId, customerIds }: PersonChangeReply, io: Io): void {
  if (changeId === undefined) io.err('It was so already.');
  io.out(JSON.stringify({ customerId, customerIds, ...(changeId !== undefined && { changeId }) }));
}

async function ask<T>(path: string, body: object, flags: PersonFlags, given: Surroundings): Promise<T> {
  const site = findSiteId(flags, given);
  const server = await reachServer(flags.server, given);
  try {
    const response = await server.post(path, JSON.stringify({ site, ...body }));
    if (response.ok) return (await response.json()) as T;
    const { code, title, detail } = (await response.json()) as Problem;
    throw new CommandError(`${code}: ${detail ?? title}`);
  } finally {
    await server.close();
  }
}
