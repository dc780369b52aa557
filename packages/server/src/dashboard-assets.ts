import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { type Context, Hono } from 'hono';
import { preferredEncoding } from './preferred-encoding.js';

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Where the built page lies; `undefined` where it is not built. */
export function findDashboardFolder(): string | undefined {
  try {
    const index = createRequire(import.meta.url).resolve('@sillage/dashboard/index.html');
    return existsSync(index) ? dirname(index) : undefined;
  } catch {
    return undefined; // the resolver's way to say that the file is not there
  }
}

/**
 * The marketer's page under `mount`, such as `/sillage/dashboard`: `index.html` for the page and all sites below `s/`, and what
 * the build made beside it, compressed already. Everything else below is left to the page's API. All it says of places is
 * relative, for a proxy may have taken a part of the path away.
 */
export function createDashboardAssets(folder: string, mount: string): Hono {
  const app = new Hono();
  const index = readFileSync(join(folder, 'index.html'), 'utf8');
  const answer = (context: Context) => answerPage(context, index, toBase(context.req.path.slice(mount.length + 1)));
  app.get(mount, (context) => context.body(null, 308, { Location: 'dashboard/' }));
  app.get(`${mount}/`, answer);
  app.get(`${mount}/s/*`, answer);
  const assets = join(folder, 'assets');
  for (const name of readdirSync(assets).filter((file) => extname(file) in contentTypes)) {
    app.get(`${mount}/assets/${name}`, (context) => answerAsset(context, join(assets, name)));
  }
  return app;
}

/** From `s/shop/overview` two folders up. */
const toBase = (path: string) => '../'.repeat(path.split('/').length - 1) || './';

/** A new nonce each time, for the styles that the page makes as it runs; scripts are files, always. */
function answerPage(context: Context, index: string, base: string): Response {
  const nonce = randomBytes(16).toString('base64');
  return context.body(index.replaceAll('{{nonce}}', nonce).replaceAll('{{base}}', base), 200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': policyOf(nonce),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
  });
}

const policyOf = (nonce: string) =>
  [
    "default-src 'self'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/** Its name holds its hash: the answer never changes. Read at each request: browsers keep it, and memory is for events. */
function answerAsset(context: Context, path: string): Response {
  const accepted = preferredEncoding(context.req.header('Accept-Encoding') ?? '');
  const packed = accepted === undefined ? undefined : `${path}.${accepted === 'br' ? 'br' : 'gz'}`;
  const encoding = packed !== undefined && existsSync(packed) ? accepted : undefined;
  const body = readFileSync(encoding === undefined ? path : (packed as string));
  return context.body(new Uint8Array(body), 200, {
    'Content-Type': contentTypes[extname(path)] ?? 'application/octet-stream',
    'Cache-Control': 'public, max-age=31536000, immutable',
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
    ...(encoding && { 'Content-Encoding': encoding }),
  });
}
