import type { BatchRequest } from '../batch-request.js';
import type { Standing } from '../consent/standing.js';
import type { Services } from '../services.js';

/** By secret key for servers; by site and visitor for browsers. Addresses were limited before the body was read. */
export function limitSender(request: BatchRequest, standing: Standing | undefined, { limits }: Services): void {
  const { access, site, receivedAt } = request;
  if (access === 'server') limits.limitKey(site.id, receivedAt);
  else limits.limitSite(site.id, receivedAt);
  if (standing && access === 'browser') limits.limitVisitor(standing.visitor, receivedAt);
}
