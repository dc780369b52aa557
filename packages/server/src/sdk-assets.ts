import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { type Context, Hono } from 'hono';
import { preferredEncoding } from './preferred-encoding.js';

/** A script that the browser loads, compressed once at start. */
interface Asset {
  name: string;
  plain: Buffer;
  brotli: Buffer;
  gzip: Buffer;
  etag: string;
  /** The name holds the content's hash: the answer never changes. */
  isImmutable: boolean;
}

const stableCaching = 'public, max-age=3600, stale-while-revalidate=86400';
const immutableCaching = 'public, max-age=31536000, immutable';

/** Where the built SDK lies; `undefined` where it is not built. */
export function findSdkFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve('@sillage/sdk/sillage.js'));
  } catch {
    return undefined; // the resolver's way to say that the file is not there
  }
}

/**
 * The SDK's scripts under the shop's own name: with `shop.js` as `scriptName`, `sillage.<hash>.js` is `shop.<hash>.js`, and
 * `sillage-slots.js` is `shop-slots.js`, other parts likewise. The debug panel keeps its name, for the script asks for it.
 * Brotli or gzip by `Accept-Encoding`; 304 by `ETag`.
 */
export function createSdkAssets(folder: string, scriptName: string): Hono {
  const app = new Hono();
  for (const file of readdirSync(folder).filter((name) => /^sillage[\w.-]*\.js$/.test(name))) {
    const asset = toAsset(readFileSync(join(folder, file)), file, scriptName);
    app.get(`/${asset.name}`, (context) => answerAsset(context, asset));
  }
  return app;
}

function toAsset(plain: Buffer, file: string, scriptName: string): Asset {
  return {
    name: file.replace(/^sillage(?=(-slots|-banner|-exempt|-my-data)?\.)/, scriptName.replace(/\.js$/, '')),
    plain,
    brotli: brotliCompressSync(plain, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
    }),
    gzip: gzipSync(plain, { level: 9 }),
    etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    isImmutable: /\.[\w-]{8,}\.js$/.test(file),
  };
}

function answerAsset(context: Context, asset: Asset): Response {
  const encoding = preferredEncoding(context.req.header('Accept-Encoding') ?? '');
  const headers = {
    'Content-Type': 'text/javascript; charset=utf-8',
    'Cache-Control': asset.isImmutable ? immutableCaching : stableCaching,
    ETag: asset.etag,
    Vary: 'Accept-Encoding',
    'X-Content-Type-Options': 'nosniff',
    // For shops whose collector is another origin: the script holds nothing of anyone, and SRI needs CORS.
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  };
  if (context.req.header('If-None-Match') === asset.etag) return context.body(null, 304, headers);
  const body = encoding === 'br' ? asset.brotli : encoding === 'gzip' ? asset.gzip : asset.plain;
  return context.body(new Uint8Array(body), 200, { ...headers, ...(encoding && { 'Content-Encoding': encoding }) });
}
