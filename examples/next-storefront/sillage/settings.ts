import 'server-only';

/** Read where the server runs; only the site's id is told to the browser. */
export const settings = {
  url: process.env.SILLAGE_URL ?? 'http://127.0.0.1:8787',
  site: process.env.SILLAGE_SITE ?? 'next',
  secretKey: process.env.SILLAGE_SECRET_KEY ?? '',
  /** Milliseconds that a page waits for its decisions. */
  timeoutMs: Number(process.env.SILLAGE_TIMEOUT_MS ?? 150),
  cookieName: '__Host-sillage',
};
