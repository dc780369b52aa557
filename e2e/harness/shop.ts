import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, extname, join, normalize } from 'node:path';
import { bundleCmp } from './cmp-bundle.js';
import { type CollectorPath, openCollectorPath } from './collector-path.js';
import { type Link, openLink } from './link.js';
import { collectorPrefix, renderPage } from './shop-pages.js';

/** A customer's shop: its pages, and the proxied path to the collector, behind a link that can be slow. */
export interface Shop {
  /** What the browser opens. */
  readonly origin: string;
  readonly link: Link;
  readonly collector: CollectorPath;
  close(): Promise<void>;
}

const strictPolicy = [
  "default-src 'none'",
  "script-src 'self' 'nonce-shop'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "style-src 'self'",
  "base-uri 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const contentTypes: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
const { resolve } = createRequire(import.meta.url);
/** What the shop has installed and serves itself, by path. */
const vendored = {
  '/vendor/tarteaucitron/': dirname(resolve('tarteaucitronjs/tarteaucitron.js')),
  '/vendor/vanilla-cookieconsent/': dirname(resolve('vanilla-cookieconsent/dist/cookieconsent.umd.js')),
  '/vendor/klaro/': dirname(resolve('klaro/dist/klaro.js')),
  '/vendor/orejime/': dirname(resolve('orejime/dist/orejime-standard-fr.js')),
  '/vendor/tcf-stub/': dirname(resolve('@iabtechlabtcf/stub/lib/stub.js')),
  '/vendor/sillage/': join(dirname(resolve('@sillage/sdk/sillage.js')), '../adapters'),
};

/** The test sets `collector.target` once it knows it. `?csp` on any page adds the strict policy. */
export async function openShop(): Promise<Shop> {
  const collector = openCollectorPath(collectorPrefix);
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url as string, 'http://shop');
    if (url.pathname.startsWith(`${collectorPrefix}/`)) return collector.handle(incoming, outgoing);
    const bundle = url.pathname.startsWith('/vendor/cmps/') && bundleCmp(url.pathname.slice('/vendor/cmps/'.length));
    if (bundle) return void serveBundle(bundle, outgoing);
    const vendor = Object.entries(vendored).find(([path]) => url.pathname.startsWith(path));
    if (vendor) return serveFile(join(vendor[1], normalize(`/${url.pathname.slice(vendor[0].length)}`)), outgoing);
    const html = renderPage(url);
    if (html === undefined) return void outgoing.writeHead(404).end();
    const policy = url.searchParams.has('csp') ? { 'content-security-policy': strictPolicy } : {};
    outgoing.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...policy }).end(html);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const link = await openLink((server.address() as AddressInfo).port);
  return {
    origin: link.origin,
    link,
    collector,
    async close() {
      await link.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function serveBundle(bundle: Promise<string>, outgoing: ServerResponse): Promise<void> {
  const code = await bundle.catch((error: unknown) => `console.error(${JSON.stringify(String(error))})`);
  outgoing.writeHead(200, { 'content-type': 'text/javascript' }).end(code);
}

function serveFile(file: string, outgoing: ServerResponse): void {
  const stream = createReadStream(file);
  stream.once('open', () => outgoing.writeHead(200, { 'content-type': contentTypes[extname(file)] ?? 'text/plain' }));
  stream.once('error', () => outgoing.writeHead(404).end());
  stream.pipe(outgoing);
}
