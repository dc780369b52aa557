import { ProblemError, type Site, toSiteMissing } from '@sillage/protocol';
import type { Context } from 'hono';
import type { PersonaliseOptions } from './personalise-options.js';

type Keys = Pick<PersonaliseOptions, 'findSite' | 'isAuthentic'>;

/**
 * The site of that id, where the request has its secret key. Throws `invalid_key`, for an unknown site too, so that site ids can't
 * be tried out.
 */
export function checkKey(id: string, context: Context, { findSite, isAuthentic }: Keys): Site {
  const site = findSite(id);
  if (!site || !isAuthentic(site, context.req.header('Authorization'))) throw new ProblemError('invalid_key');
  return site;
}

/** The same of a request that names its site by `Sillage-Site` or `?site=`; `invalid_request` where it names none. */
export function findKeyedSite(context: Context, keys: Keys): Site {
  const id = context.req.header('Sillage-Site') ?? context.req.query('site');
  if (!id) throw toSiteMissing();
  return checkKey(id, context, keys);
}
