import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Hono } from 'hono';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSdkAssets } from './sdk-assets.js';

const script = `console.log(${JSON.stringify('sillage'.repeat(200))})`;
let folder: string;
let app: Hono;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sillage-sdk-'));
  const scripts = [
    'sillage.js',
    'sillage.501891568729.js',
    'sillage-debug.js',
    'sillage-slots.js',
    'sillage-banner.js',
    'sillage-slots.0a1b2c3d4e5f.js',
    'sillage-exempt.js',
  ];
  for (const name of [...scripts, 'index.js', 'slots.js', 'manifest.json']) writeFileSync(join(folder, name), script);
  app = createSdkAssets(folder, 'trail.js');
});
afterAll(() => rmSync(folder, { recursive: true }));

it.each([
  ['/trail.js', 200, 'public, max-age=3600, stale-while-revalidate=86400'],
  ['/trail.501891568729.js', 200, 'public, max-age=31536000, immutable'],
  ['/sillage-debug.js', 200, 'public, max-age=3600, stale-while-revalidate=86400'],
  ['/trail-slots.js', 200, 'public, max-age=3600, stale-while-revalidate=86400'],
  ['/trail-slots.0a1b2c3d4e5f.js', 200, 'public, max-age=31536000, immutable'],
  ['/trail-exempt.js', 200, 'public, max-age=3600, stale-while-revalidate=86400'],
  ['/trail-banner.js', 200, 'public, max-age=3600, stale-while-revalidate=86400'],
  ['/sillage.js', 404, null],
  ['/slots.js', 404, null],
  ['/index.js', 404, null],
  ['/manifest.json', 404, null],
])('answers %s with %i', async (path, status, caching) => {
  const reply = await app.request(path);
  expect(reply.status).toBe(status);
  expect(reply.headers.get('Cache-Control')).toBe(caching);
});

it.each([
  ['br, gzip', 'br', brotliDecompressSync],
  ['gzip, deflate', 'gzip', gunzipSync],
  ['gzip, br;q=0', 'gzip', gunzipSync],
  ['identity', null, (body: Buffer) => body],
] as const)('compresses for who accepts %s', async (accepted, encoding, inflate) => {
  const reply = await app.request('/trail.js', { headers: { 'Accept-Encoding': accepted } });
  expect(reply.headers.get('Content-Encoding')).toBe(encoding);
  expect(reply.headers.get('Vary')).toContain('Accept-Encoding');
  expect(inflate(Buffer.from(await reply.arrayBuffer())).toString()).toBe(script);
});

it('answers 304 to who has it', async () => {
  const etag = (await app.request('/trail.js')).headers.get('ETag') ?? '';
  const reply = await app.request('/trail.js', { headers: { 'If-None-Match': etag } });
  expect(reply.status).toBe(304);
  expect(await reply.text()).toBe('');
});
