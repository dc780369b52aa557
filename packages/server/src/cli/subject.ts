import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { SubjectErasure } from '@sillage/protocol';
import { CommandError, type Io } from './io.js';
import { findSiteId, reachServer, type Surroundings as ServerSurroundings } from './reach-server.js';

export interface SubjectFlags {
  customer: string;
  site?: string;
  server?: string;
}

type Surroundings = ServerSurroundings & { io: Io };

/** Writes all that is held of a customer into a new file, whole or not at all. */
export async function exportSubject(flags: SubjectFlags & { out: string }, given: Surroundings): Promise<void> {
  if (await stat(flags.out).catch(() => undefined)) throw new CommandError(`${flags.out} is there already`);
  await ask({ path: '/v1/subjects/export', flags, given }, async (reply) => {
    // for the one who writes it alone: it is somebody's whole life in the shop
    const file = createWriteStream(flags.out, { flags: 'wx', mode: 0o600 });
    try {
      await pipeline(Readable.fromWeb(reply.body as ReadableStream), file);
    } catch (error) {
      await rm(flags.out, { force: true });
      throw new CommandError(`the export was cut off, and ${flags.out} is not written: ${String(error)}`);
    }
  });
  given.io.out(`${flags.out}: all that is held of the customer.`);
}

/** Erases a customer, once somebody has said the id again. */
export async function eraseSubject(flags: SubjectFlags & { yes?: boolean }, given: Surroundings): Promise<void> {
  const { io } = given;
  if (flags.yes !== true) await confirm(flags.customer, io);
  await ask({ path: '/v1/subjects/erase', flags, given }, async (reply) => {
    const { visitors, sharedVisitors, kept } = (await reply.json()) as SubjectErasure;
    io.out(`Erased: ${visitors} visitors of the customer.`);
    if (sharedVisitors > 0) {
      io.out(`${sharedVisitors} visitors are another customer's now: their rows stay, and name this one no more.`);
    }
    for (const { what, count, why } of kept) io.out(`Kept: ${count} ${what}. ${why}`);
  });
}

async function confirm(customer: string, io: Io): Promise<void> {
  if (!io.ask) throw new CommandError('nobody to ask here: --yes erases without asking');
  const check = (answer: string) => (answer === customer ? undefined : 'not the id of the customer');
  await io.ask(`This can't be undone. The customer's id once more, to erase them:`, undefined, check);
}

interface Question {
  path: string;
  flags: SubjectFlags;
  given: Surroundings;
}

async function ask({ path, flags, given }: Question, read: (reply: Response) => Promise<void>): Promise<void> {
  const site = findSiteId(flags, given);
  const server = await reachServer(flags.server, given);
  try {
    const reply = await server.post(path, JSON.stringify({ site, customerId: flags.customer }));
    if (!reply.ok) throw new CommandError(`the server answered ${reply.status}: ${await reply.text()}`);
    await read(reply);
  } finally {
    await server.close();
  }
}
