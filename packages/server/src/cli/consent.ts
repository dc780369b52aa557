import { createWriteStream, readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import type { Verification } from '@sillage/ingest';
import { type ChainReport, chainFaults } from '@sillage/warehouse';
import { CommandError, type Io } from './io.js';
import { findSiteId, type ReachedServer, reachServer, type Surroundings } from './reach-server.js';

export interface ConsentSurroundings extends Surroundings {
  io: Io;
}

interface ServerFlags {
  /** Base URL of a server elsewhere; its secret key comes from the environment. */
  server?: string;
}

export interface VerifyFlags extends ServerFlags {
  /** Absent: every site. */
  site?: string;
  /** `<chain>:<number>:<hash>`, as an earlier verification printed it. */
  head?: string[];
}

/** Prints a line for each chain, and where it is broken; resolves to the exit code: 1 where one is. */
export function runVerify(flags: VerifyFlags, given: ConsentSurroundings): Promise<number> {
  const sites = flags.site === undefined ? given.config.sites.map(({ id }) => id) : [findSiteId(flags, given)];
  return withServer(flags, given, async (server) => {
    let isIntact = true;
    for (const site of sites) {
      const heads = (flags.head ?? []).map((head) => `&head=${encodeURIComponent(head)}`).join('');
      const response = await server.request(`/v1/proofs/verify?${toQuery(site)}${heads}`, { method: 'GET' });
      const verification = (await readReply(response)) as Verification;
      tellVerification(verification, given.io);
      isIntact &&= verification.isIntact;
    }
    return isIntact ? 0 : 1;
  });
}

function tellVerification({ site, chains, unchained }: Verification, io: Io): void {
  if (chains.length === 0) io.out(`${site}: no proof is chained`);
  for (const chain of chains) io.out(`${site} ${describeChain(chain)}`);
  if (unchained > 0) io.out(`${site}: ${unchained} proofs from before they were chained: nothing can be told of them`);
}

/** One line; the head is what a later `--head` takes. */
function describeChain({ chain, proofs, head, isHeadKnown, faults, faultCount }: ChainReport): string {
  const [fault] = faults;
  if (fault) {
    const which = fault.proofId === undefined ? '' : ` (${fault.proofId})`;
    const more = faultCount === 1 ? '' : `; ${faultCount} faults in all`;
    return `chain ${chain}: BROKEN at proof ${fault.number}${which}: ${chainFaults[fault.kind]}${more}`;
  }
  const end = isHeadKnown ? '' : ', as far as it goes: this node does not know its end';
  return `chain ${chain}: ${proofs} proofs, intact${end}; head ${head?.chain}:${head?.number}:${head?.hash}`;
}

export interface ExportFlags extends ServerFlags {
  site?: string;
  visitorToken?: string;
  customer?: string;
  all?: boolean;
  /** ISO 8601; both at their beginning, in UTC where they say nothing else. */
  from?: string;
  to?: string;
  /** Path; absent: standard output. */
  output?: string;
}

/** Writes the file for an authority: docs/proofs.md. Throws where it is not whole. */
export function runExport(flags: ExportFlags, given: ConsentSurroundings): Promise<void> {
  const query = toQuery(findSiteId(flags, given));
  const body = JSON.stringify({
    ...(flags.visitorToken !== undefined && { visitorToken: flags.visitorToken }),
    ...(flags.customer !== undefined && { customerId: flags.customer }),
    ...(flags.all === true && { all: true }),
    ...(flags.from !== undefined && { from: readTime(flags.from, '--from') }),
    ...(flags.to !== undefined && { to: readTime(flags.to, '--to') }),
  });
  if ([flags.visitorToken, flags.customer, flags.all].filter((each) => each !== undefined).length !== 1) {
    throw new CommandError('whose proofs? one of --visitor-token, --customer and --all');
  }
  return withServer(flags, given, async (server) => {
    const headers = { 'Content-Type': 'application/json' };
    const response = await server.request(`/v1/proofs/export?${query}`, { method: 'POST', headers, body });
    if (!response.ok) await readReply(response);
    const end = await copyLines(response, flags.output, given.io);
    given.io.err(`${end.proofs} proofs of ${end.chains} chains, ${end.bannerTexts} banner texts`);
  });
}

function readTime(text: string, flag: string): number {
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new CommandError(`${flag} ${text}: not a time such as 2026-11-22 or 2026-11-22T08:00:00Z`);
  return at;
}

/** Copies line by line and resolves to the last one, which says what the file holds. Throws where it does not come. */
async function copyLines({ body }: Response, path: string | undefined, io: Io): Promise<Record<string, unknown>> {
  let last = '{}';
  async function* toLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
    let rest = '';
    for await (const chunk of chunks) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      last = lines.at(-1) ?? last;
      for (const line of lines) yield `${line}\n`;
    }
  }
  const chunks = Readable.fromWeb(body as ReadableStream<Uint8Array>).setEncoding('utf8');
  try {
    if (path === undefined) for await (const line of toLines(chunks)) io.out(line.trimEnd());
    // of the shop's visitors: for its owner's eyes
    else await pipeline(chunks, toLines, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    const isDisk = (error as NodeJS.ErrnoException).syscall !== undefined;
    throw new CommandError(isDisk ? `${path} can't be written` : cutOff);
  }
  const end = JSON.parse(last) as Record<string, unknown>;
  if (end.type === 'end') return end;
  throw new CommandError(cutOff);
}

const cutOff = 'the export was cut off: what is written is not whole';

export interface TextFlags extends ServerFlags {
  site?: string;
  language: string;
}

/** Keeps the text of a banner, to which proofs refer by its hash, and prints the hash. */
export function addText(path: string, flags: TextFlags, given: ConsentSurroundings): Promise<void> {
  const query = toQuery(findSiteId(flags, given));
  const text = readText(path);
  return withServer(flags, given, async (server) => {
    const body = JSON.stringify({ language: flags.language, text });
    const headers = { 'Content-Type': 'application/json' };
    const response = await server.request(`/v1/banner-texts?${query}`, { method: 'PUT', headers, body });
    const { hash } = (await readReply(response)) as { hash: string };
    given.io.out(hash);
  });
}

function readText(path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    const isUnreadable = (error as NodeJS.ErrnoException).code !== 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw new CommandError(isUnreadable ? `${path} can't be read` : `${path} is not text in UTF-8`);
  }
}

const toQuery = (site: string): string => `site=${encodeURIComponent(site)}`;

async function withServer<T>(
  flags: ServerFlags,
  given: ConsentSurroundings,
  work: (server: ReachedServer) => Promise<T>,
): Promise<T> {
  const server = await reachServer(flags.server, given);
  try {
    return await work(server);
  } finally {
    await server.close();
  }
}

async function readReply(response: Response): Promise<unknown> {
  if (response.ok) return response.json();
  const { title, detail } = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  throw new CommandError([`the server answers ${response.status}`, title, detail].filter(Boolean).join(': '));
}
