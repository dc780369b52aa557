/**
 * Sillage behind Next.js: what is under /sillage/ goes to Sillage without that prefix. Passed on is what browsers need, the
 * marketer's page and the reference of the HTTP API; not what tells of the server itself.
 * A proxy before Next.js is better where there is one: this way each request passes through Node twice.
 *
 * @type {import('next').NextConfig}
 */
export default {
  // the marketer's page stands at an address with a slash at its end; without this, Next.js and Sillage send the browser to and fro
  skipTrailingSlashRedirect: true,
  // what Next.js does of itself without that option: each page of the shop has one address
  async redirects() {
    return [{ source: '/:path((?!sillage/).+)/', destination: '/:path', permanent: true }];
  },
  async rewrites() {
    const sillage = 'http://127.0.0.1:8787';
    return [
      { source: '/sillage/v1/:path*', destination: `${sillage}/v1/:path*` },
      { source: '/sillage/dashboard/', destination: `${sillage}/dashboard/` },
      { source: '/sillage/dashboard/:path*', destination: `${sillage}/dashboard/:path*` },
      { source: '/sillage/:script(.+\\.js)', destination: `${sillage}/:script` },
      { source: '/sillage/:reference(docs|openapi\\.json)', destination: `${sillage}/:reference` },
    ];
  },
};
