import type { Batch, BatchReply } from '@sillage/protocol';
import { CommandError } from '../cli/io.js';

/** Where batches go: a server's HTTP API, or the same app in this process. */
export interface Target {
  post(path: string, body: string): Promise<Response>;
  /** Resolves after so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

/** Tries of one batch before the import gives up; with the waits below, about ten minutes. */
const mostAttempts = 60;
const longestWaitMs = 15_000;

/** Sends until it is answered for good; a full journal or a restart makes the file wait, so that nothing piles up. */
export async function deliver(batch: Omit<Batch, 'attempt'>, target: Target): Promise<BatchReply> {
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const reply = await tryPost(JSON.stringify({ ...batch, attempt }), target);
    if (reply?.status === 202) return (await reply.json()) as BatchReply;
    if (reply && !isPassing(reply.status)) throw new CommandError(await describe(reply));
    await target.wait(waitOf(reply, attempt));
  }
  throw new CommandError('the server did not take the events; run the import again, it goes on where it was');
}

async function tryPost(body: string, target: Target): Promise<Response | undefined> {
  try {
    return await target.post('/v1/events', body);
  } catch {
    return undefined; // no answer: the same as one that says later
  }
}

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function waitOf(reply: Response | undefined, attempt: number): number {
  const asked = Number(reply?.headers.get('Retry-After') ?? 0) * 1000;
  return Math.min(longestWaitMs, asked > 0 ? asked : 100 * 2 ** Math.min(attempt, 8));
}

async function describe(reply: Response): Promise<string> {
  const problem = (await reply.json().catch(() => ({}))) as { code?: string; detail?: string };
  return `the server refused the import: ${problem.code ?? reply.status} ${problem.detail ?? ''}`.trim();
}
