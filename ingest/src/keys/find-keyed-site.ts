import { ProblemError, type Site } from '@sillage/protocol';
import type { Context } from 'hono';
import type { Services } from '../services.js';
import { isSecretKey } from './secret-key.js';

/**
 * The site of that id, whose secret key came with the request. Throws `invalid_key`, for an unknown site too, so that site ids
 * can't be tried out.
 */
export function findKeyedSite(id: string, context: Context, { findSite }: Pick<Services, 'findSite'>): Site {
  const site = findSite(id);
  if (!site || !isSecretKey(site, context.req.header('Authorization'))) throw new ProblemError('invalid_key');
  return site;
}
