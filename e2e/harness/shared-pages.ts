import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A shop whose pages a shared cache may keep, and which would write its visitors into them if it knew who asks. */
export interface SharedPages {
  readonly origin: string;
  /** What reached the shop, past the cache. */
  readonly asked: { path: string; cookie: string | undefined }[];
  close(): Promise<void>;
}

const shared = 'public, s-maxage=600, max-age=0';

const bodies: Record<string, string> = {
  '/': '<div data-sillage-slot="hero"><p>Bienvenue</p></div>',
  '/tentes': '<meta name="sillage:topics" content="tentes"><h1>Tentes</h1>',
  '/sacs': '<meta name="sillage:topics" content="sacs"><h1>Sacs</h1>',
  '/bienvenue': '<h1>Bienvenue</h1>',
  '/panier': '<h1>Panier</h1>',
};

/** `/bienvenue` gives each who asks a session though it lets all caches keep it; `/panier` is one visitor's. */
export async function openSharedPages(): Promise<SharedPages> {
  const asked: SharedPages['asked'] = [];
  const server = createServer((incoming, outgoing) => {
    const path = incoming.url as string;
    const { cookie } = incoming.headers;
    asked.push({ path, cookie });
    const body = bodies[path];
    if (body === undefined) return void outgoing.writeHead(404).end();
    outgoing.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': path === '/panier' ? 'private, no-store' : shared,
      ...(path === '/bienvenue' && { 'set-cookie': `session=${asked.length}; Path=/` }),
    });
    outgoing.end(renderPage(body, incoming));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const renderPage = (body: string, { headers }: IncomingMessage) =>
  `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,">
<style>[data-sillage-slot]{height:12rem;overflow:hidden}</style>
<script>window.sillage=window.sillage||function(){(sillage.q=sillage.q||[]).push(arguments)}</script>
<script async src="/sillage/sillage.js" data-site="shop"></script>
<script async src="/sillage/sillage-slots.js" data-limit-ms="5000"></script>
</head><body>${body}<p>${headers.cookie ?? 'Nobody in particular'}</p></body></html>`;
