import { ProblemError, type Site } from '@sillage/protocol';
import type { Access } from '../batch-request.js';
import { bearerKey, isSecretKey } from '../keys/secret-key.js';
import type { Envelope } from '../reading/read-envelope.js';

/**
 * The request comes from a page of the site. Browsers send `Origin` with every POST and DELETE; where a page's
 * referrer policy makes it `null`, `Sec-Fetch-Site` still tells the shop's own origin from others. Throws
 * `origin_not_allowed`. It guards visitors against other sites' pages; programs can write any header.
 */
export function checkOrigin(headers: Headers, site: Site): void {
  const origin = headers.get('Origin');
  if (origin !== null && site.origins.includes(origin)) return;
  const isUntold = origin === null || origin === 'null';
  if (isUntold && headers.get('Sec-Fetch-Site') === 'same-origin') return;
  throw new ProblemError('origin_not_allowed');
}

/** Throws `invalid_key` when a browser declares an import. */
export function checkImport(batch: Envelope, access: Access): void {
  if (batch.import && access === 'browser') throw new ProblemError('invalid_key', 'import');
}

/**
 * Who writes: a server that knows a secret key, or a page of the site. Throws `invalid_key` for a wrong key, so that
 * a server with an old one is told, and `origin_not_allowed`.
 */
export function checkAccess(headers: Headers, site: Site): Access {
  const authorization = headers.get('Authorization');
  if (bearerKey(authorization) === undefined) {
    checkOrigin(headers, site);
    return 'browser';
  }
  if (!isSecretKey(site, authorization)) throw new ProblemError('invalid_key');
  return 'server';
}
