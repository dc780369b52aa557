import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDashboardAssets } from './dashboard-assets.js';

const index =
  '<base href="{{base}}"><meta property="csp-nonce" nonce="{{nonce}}"><script type="module" src="./assets/main-1.js"></script>';
const script = 'export const page = 1;'.repeat(50);
let folder: string;
let app: Hono;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-dashboard-'));
  const assets = join(folder, 'assets');
  mkdirSync(assets);
  writeFileSync(join(folder, 'index.html'), index);
  writeFileSync(join(assets, 'main-1.js'), script);
  writeFileSync(join(assets, 'main-1.js.br'), brotliCompressSync(script));
  writeFileSync(join(assets, 'main-1.js.gz'), gzipSync(script));
  writeFileSync(join(assets, 'main-2.css'), 'body{}');
  app = createDashboardAssets(folder, '/sillage/dashboard');
});
afterAll(() => rmSync(folder, { recursive: true }));

const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });

it.each([
  ['/sillage/dashboard/', 200],
  ['/sillage/dashboard/s/shop', 200],
  ['/sillage/dashboard/s/shop/segments/regulars', 200],
  ['/sillage/dashboard', 308],
  ['/sillage/dashboard/session', 404],
  ['/sillage/dashboard/v1/reports', 404],
  ['/sillage/dashboard/assets/main-1.js.br', 404],
  ['/sillage/dashboard/assets/..%2findex.html', 404],
])('answers %s with %i', async (path, status) => {
  expect((await get(path)).status).toBe(status);
});

it.each([
  ['', './'],
  ['s/shop', '../'],
  ['s/shop/segments/regulars', '../../../'],
])('finds its way back from %j, whatever a proxy took of the path', async (path, base) => {
  const reply = await get(`/sillage/dashboard/${path}`);
  expect(await reply.text()).toContain(`<base href="${base}">`);
  expect(reply.headers.get('Cache-Control')).toBe('no-store');
});

it('allows no inline script, no frame, and only styles that carry a nonce of this answer', async () => {
  const nonces = new Set<string>();
  for (let turn = 0; turn < 2; turn++) {
    const reply = await get('/sillage/dashboard/');
    const policy = reply.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    const nonce = /style-src 'self' 'nonce-([^']{22,})'/.exec(policy)?.[1] ?? '';
    expect(await reply.text()).toContain(`nonce="${nonce}"`);
    nonces.add(nonce);
  }
  expect(nonces.size).toBe(2);
});

it.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
  ['identity', null, (body: Buffer) => body],
] as const)('sends what the build compressed to who accepts %s', async (accepted, encoding, inflate) => {
  const reply = await get('/sillage/dashboard/assets/main-1.js', { 'Accept-Encoding': accepted });
  expect(reply.headers.get('Content-Encoding')).toBe(encoding);
  expect(reply.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
  expect(inflate(Buffer.from(await reply.arrayBuffer())).toString()).toBe(script);
});

it('sends plain what the build did not compress', async () => {
  const reply = await get('/sillage/dashboard/assets/main-2.css', { 'Accept-Encoding': 'br' });
  expect(reply.headers.get('Content-Encoding')).toBeNull();
  expect(reply.headers.get('Content-Type')).toBe('text/css; charset=utf-8');
});
