import { ProblemError, type Site } from '@sillage/protocol';

/** Throws `unknown_site`. */
export function requireSite(id: string, findSite: (id: string) => Site | undefined): Site {
  const site = findSite(id);
  if (!site) throw new ProblemError('unknown_site');
  return site;
}
