import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** An event as it came. */
export type Sent = Record<string, unknown> & { type: string; id: string; pageViewId: string; sequence: number };

export interface CollectedRequest {
  path: string;
  body: Record<string, unknown>;
  headers: IncomingMessage['headers'];
}

/** What the shop answers besides what a collector does, by path such as `/v1/personalise`. */
export type Answers = Record<string, (request: CollectedRequest) => Promise<object>>;

/** A shop that notes what the built script sends, for what no server is needed to judge. */
export interface CollectingShop {
  readonly origin: string;
  /** Each event once, in the order of its tab. */
  events(): Sent[];
  /** As they came. */
  readonly requests: CollectedRequest[];
  /** Requests for anything, such as a script. */
  readonly paths: string[];
  reset(): void;
  close(): Promise<void>;
}

export interface PageOptions {
  /** After the tag. */
  head?: string;
  body?: string;
  /** Attributes of the tag. */
  attributes?: string;
  headers?: Record<string, string>;
}

const dist = dirname(createRequire(import.meta.url).resolve('@sillage/sdk/sillage.js'));
const stub =
  '<script nonce="shop">window.sillage=window.sillage||function(){(sillage.q=sillage.q||[]).push(arguments)}</script>';

/** `pages` by path; a path without one is an empty page with the tag. */
export async function openCollectingShop(
  pages: Record<string, PageOptions> = {},
  answers: Answers = {},
): Promise<CollectingShop> {
  const requests: CollectingShop['requests'] = [];
  const paths: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const { pathname } = new URL(incoming.url as string, 'http://shop');
    paths.push(pathname);
    if (pathname.startsWith('/sillage/v1/')) return void collect(incoming, outgoing, { requests, answers });
    if (pathname.endsWith('.js')) {
      outgoing.writeHead(200, { 'content-type': 'text/javascript' });
      return void outgoing.end(readFileSync(join(dist, basename(pathname))));
    }
    const { head = '', body = '', attributes = '', headers = {} } = pages[pathname] ?? {};
    outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers });
    outgoing.end(`<!doctype html><html lang="fr"><head><title>Page ${pathname}</title><link rel="icon" href="data:,">
${stub}<script async src="/sillage/sillage.js" data-site="shop" ${attributes}></script>${head}</head><body>${body}</body></html>`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    paths,
    events: () => listEvents(requests),
    reset() {
      requests.length = 0;
      paths.length = 0;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function listEvents(requests: CollectingShop['requests']): Sent[] {
  const events = requests.flatMap(({ body }) => (body.events ?? []) as Sent[]);
  return [...new Map(events.map((event) => [event.id, event])).values()].sort((a, b) =>
    a.tab === b.tab ? a.sequence - b.sequence : Number(a.occurredAt) - Number(b.occurredAt),
  );
}

/** An opaque origin, which a sandboxed page has, may read the answer too. */
async function collect(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { requests, answers }: { requests: CollectedRequest[]; answers: Answers },
) {
  const body = JSON.parse((await text(incoming)) || '{}');
  const path = (incoming.url as string).slice('/sillage'.length);
  const request = { path, body, headers: incoming.headers };
  requests.push(request);
  const answer = await answers[path]?.(request);
  outgoing.writeHead(200, {
    'content-type': 'application/json',
    'access-control-allow-origin': incoming.headers.origin ?? '*',
    'access-control-allow-credentials': 'true',
  });
  if (answer) return void outgoing.end(JSON.stringify(answer));
  const granted = Object.keys(body.choices ?? {}).filter((purpose) => body.choices[purpose] === 'granted');
  const reply = path === '/v1/consent' ? { purposes: granted, expiresAt: Date.now() + 1e9 } : { rejected: [] };
  outgoing.end(JSON.stringify({ ...reply, accepted: body.events?.length ?? 0, duplicates: 0, serverTime: Date.now() }));
}
