import { join } from 'node:path';
import type { NextConfig } from 'next';

const sillage = process.env.SILLAGE_URL ?? 'http://127.0.0.1:8787';

/** Redirects and rewrites are the recipe of `docs/proxy/next.config.mjs`. */
const config: NextConfig = {
  // the SDK is a link to another folder of this repository
  turbopack: { root: join(import.meta.dirname, '../..') },
  images: { unoptimized: true },
  skipTrailingSlashRedirect: true,
  async redirects() {
    return [{ source: '/:path((?!sillage/).+)/', destination: '/:path', permanent: true }];
  },
  async rewrites() {
    return [
      { source: '/sillage/v1/:path*', destination: `${sillage}/v1/:path*` },
      { source: '/sillage/dashboard/', destination: `${sillage}/dashboard/` },
      { source: '/sillage/dashboard/:path*', destination: `${sillage}/dashboard/:path*` },
      { source: '/sillage/:script(.+\\.js)', destination: `${sillage}/:script` },
      { source: '/sillage/:reference(docs|openapi\\.json)', destination: `${sillage}/:reference` },
    ];
  },
};

export default config;
