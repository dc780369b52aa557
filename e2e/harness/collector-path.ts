import { type IncomingMessage, type RequestListener, request, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What goes wrong on the proxied path, until it is set to `none` again. */
export type Fault =
  | { kind: 'none' }
  /** The request never reaches the collector. */
  | { kind: 'drop_before' }
  /** The collector stored and answered; the answer is lost. */
  | { kind: 'drop_after' }
  /** The proxy, or the collector behind it, says when to come back. */
  | { kind: 'unavailable'; retryAfterSeconds: number }
  /** The request reaches the collector only after `release`. */
  | { kind: 'stall'; release: Promise<void> };

/** A request that passed, with the answer's status (0: none was given). */
export interface PassedRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  status: number;
}

export interface CollectorPath {
  /** Where the collector listens. */
  target: string;
  fault: Fault;
  /** What the browser sent to the collector so far. */
  readonly passed: PassedRequest[];
  readonly handle: RequestListener;
}

/** The location block of a customer's proxy: `prefix` is taken off, headers and cookies pass as they are. */
export function openCollectorPath(prefix: string): CollectorPath {
  const path: CollectorPath = {
    target: '',
    fault: { kind: 'none' },
    passed: [],
    handle: (incoming, outgoing) => void pass({ path, prefix }, incoming, outgoing),
  };
  return path;
}

async function pass(
  { path, prefix }: { path: CollectorPath; prefix: string },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const seen = { ...describe(incoming), path: (incoming.url as string).slice(prefix.length), body: '', status: 0 };
  path.passed.push(seen);
  const { fault } = path;
  const body = await buffer(incoming).catch(() => undefined);
  if (body === undefined) return; // the browser gave up while it sent
  seen.body = body.toString();
  if (fault.kind === 'unavailable') {
    seen.status = 503;
    outgoing.writeHead(503, { 'retry-after': String(fault.retryAfterSeconds), 'cache-control': 'no-store' }).end();
    return;
  }
  if (fault.kind === 'drop_before') return void incoming.socket.destroy();
  if (fault.kind === 'stall') await fault.release;
  forward({
    collector: new URL(path.target),
    seen,
    body,
    incoming,
    outgoing,
    isAnswerLost: fault.kind === 'drop_after',
  });
}

function describe(incoming: IncomingMessage): Pick<PassedRequest, 'method' | 'headers'> {
  return { method: incoming.method as string, headers: incoming.headers };
}

interface Passage {
  collector: URL;
  seen: PassedRequest;
  body: Buffer;
  incoming: IncomingMessage;
  outgoing: ServerResponse;
  isAnswerLost: boolean;
}

function forward({ collector, seen, body, incoming, outgoing, isAnswerLost }: Passage): void {
  const headers = { ...incoming.headers, 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' };
  const upstream = request(
    { host: collector.hostname, port: collector.port, method: seen.method, path: seen.path, headers },
    (answer) => {
      seen.status = answer.statusCode as number;
      if (isAnswerLost) return void answer.resume().once('end', () => incoming.socket.destroy());
      outgoing.writeHead(seen.status, answer.rawHeaders);
      answer.pipe(outgoing);
    },
  );
  upstream.once('error', () => {
    if (outgoing.headersSent) return void outgoing.destroy();
    seen.status = 502;
    outgoing.writeHead(502, { 'cache-control': 'no-store' }).end();
  });
  upstream.end(body);
}
