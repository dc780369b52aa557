/**
 * Sillage behind Next.js: what is under /sillage/ goes to Sillage without that prefix. Only what the browser needs is
 * passed on. A proxy before Next.js is better where there is one: this way each request passes through Node twice.
 *
 * @type {import('next').NextConfig}
 */
export default {
  async rewrites() {
    const sillage = 'http://127.0.0.1:8787';
    return [
      { source: '/sillage/v1/:path*', destination: `${sillage}/v1/:path*` },
      { source: '/sillage/:script(.+\\.js)', destination: `${sillage}/:script` },
    ];
  },
};
