import type { Permission } from '@sillage/protocol';

export const subjectMembers = ['customerId', 'visitorToken', 'reference'] as const;
/** A member of a body that names a customer, or a visitor. */
export type SubjectMember = (typeof subjectMembers)[number];

/**
 * Whom an answer tells of, so that the look is recorded: the one whom one of these members of the JSON body names, or all where
 * none does; a body that has another of them is refused, for the route may go by one that the look does not. `segment` is in the
 * path, `all` is persons of the site.
 */
export type LookAt = readonly SubjectMember[] | 'segment' | 'all';

/** Which permission a user or an API key needs for a route of the HTTP API; `*` stands for what comes behind. */
export interface GatewayRoute {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  path: `/v1/${string}`;
  needs: Permission;
  /** The site stands in the JSON body that names the subject; else in `Sillage-Site` or `?site=`. */
  hasSiteInBody?: true;
  looksAt?: LookAt;
}

function definitions(path: GatewayRoute['path']): GatewayRoute[] {
  return [
    { method: 'GET', path, needs: 'definitions:read' },
    { method: 'PUT', path, needs: 'definitions:write' },
    { method: 'DELETE', path, needs: 'definitions:write' },
  ];
}

/** Of one whom the body names beside the site. */
function named(...looksAt: SubjectMember[]): Pick<GatewayRoute, 'needs' | 'hasSiteInBody' | 'looksAt'> {
  return { needs: 'visitors:read', hasSiteInBody: true, looksAt };
}

/** The first that fits counts. A route that is not here is not there for users and API keys. */
export const gatewayRoutes: readonly GatewayRoute[] = [
  { method: 'GET', path: '/v1/reports', needs: 'reports:read' },
  { method: 'GET', path: '/v1/reports/:name', needs: 'reports:read' },

  { method: 'GET', path: '/v1/slots', needs: 'definitions:read' },
  ...definitions('/v1/slots/:id'),
  { method: 'GET', path: '/v1/offers', needs: 'definitions:read' },
  { method: 'GET', path: '/v1/offers/now', needs: 'reports:read' },
  ...definitions('/v1/offers/:id'),
  { method: 'POST', path: '/v1/offers/:id/preview', needs: 'definitions:read' },
  { method: 'GET', path: '/v1/offers/:id/results', needs: 'reports:read' },
  { method: 'GET', path: '/v1/segments', needs: 'definitions:read' },
  { method: 'GET', path: '/v1/segments/sizes', needs: 'definitions:read' },
  { method: 'GET', path: '/v1/segments/overlap', needs: 'definitions:read' },
  { method: 'GET', path: '/v1/segments/values', needs: 'definitions:read' },
  ...definitions('/v1/segments/:id'),
  { method: 'POST', path: '/v1/segments/count', needs: 'definitions:read' },
  { method: 'GET', path: '/v1/segments/:id/size', needs: 'definitions:read' },
  { method: 'GET', path: '/v1/segments/:id/sizes', needs: 'definitions:read' },
  { method: 'GET', path: '/v1/segments/:id/sentence', needs: 'definitions:read' },
  { method: 'GET', path: '/v1/segments/:id/members', needs: 'visitors:read', looksAt: 'segment' },
  { method: 'GET', path: '/v1/segments/:id/worth', needs: 'reports:read' },
  { method: 'GET', path: '/v1/surveys', needs: 'definitions:read' },
  ...definitions('/v1/surveys/:id'),
  ...definitions('/v1/rules'),
  ...definitions('/v1/topics'),
  { method: 'GET', path: '/v1/banner-texts', needs: 'definitions:read' },
  { method: 'PUT', path: '/v1/banner-texts', needs: 'definitions:write' },

  { method: 'GET', path: '/v1/catalogue', needs: 'definitions:read' },
  { method: 'PUT', path: '/v1/catalogue', needs: 'catalogue:write' },
  { method: 'GET', path: '/v1/catalogue/unmatched', needs: 'health:read' },
  { method: 'DELETE', path: '/v1/catalogue/:id', needs: 'catalogue:write' },

  { method: 'POST', path: '/v1/history', ...named('customerId', 'visitorToken') },
  { method: 'POST', path: '/v1/persons/changes', ...named('customerId') },
  { method: 'POST', path: '/v1/subjects/export', ...named('customerId', 'reference') },
  { method: 'POST', path: '/v1/subjects/erase', ...named('customerId', 'reference'), needs: 'visitors:erase' },
  { method: 'POST', path: '/v1/proofs/export', needs: 'visitors:read', looksAt: ['customerId', 'visitorToken'] },
  { method: 'GET', path: '/v1/proofs/verify', needs: 'health:read' },
  { method: 'POST', path: '/v1/visitors/look', ...named(...subjectMembers) },
  { method: 'POST', path: '/v1/complaints/settle', needs: 'definitions:write' },

  { method: 'GET', path: '/v1/health', needs: 'health:read' },
  // what was refused may be what a visitor typed
  { method: 'GET', path: '/v1/rejected', needs: 'visitors:read', looksAt: 'all' },
  { method: 'POST', path: '/v1/rejected/replay', needs: 'rejected:replay' },
];

/** What browsers, the shop's servers and the doctor ask with what they have; no user's and no API key's business. */
export const refusedRoutes: readonly { method: string; path: `/v1/${string}` }[] = [
  { method: 'GET', path: '/v1/probe' },
  { method: 'POST', path: '/v1/events' },
  { method: 'POST', path: '/v1/consent' },
  { method: 'POST', path: '/v1/exempt' },
  { method: 'POST', path: '/v1/personalise' },
  { method: 'GET', path: '/v1/me' },
  { method: 'GET', path: '/v1/me/export' },
  { method: 'GET', path: '/v1/me/reference' },
  { method: 'DELETE', path: '/v1/me' },
  { method: 'POST', path: '/v1/me/pause' },
  // who is one person with whom is the shop's server to say, or the operator's
  { method: 'POST', path: '/v1/persons/merge' },
  { method: 'POST', path: '/v1/persons/unmerge' },
];
