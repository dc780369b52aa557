import { ProblemError, type ReferenceReply } from '@sillage/protocol';
import { signVisitorReference } from '@sillage/protocol/visitor-reference';
import type { Context } from 'hono';
import { siteOf } from '../me-route.js';
import type { PersonaliseOptions } from '../personalise-options.js';
import { findKnownVisitor, heldToken } from '../visitor.js';

/**
 * `GET /v1/me/reference?site=…`: what the visitor reads to somebody of the shop, who finds them by it for a quarter of an hour.
 * `no_visitor` where nobody is known.
 */
export function answerMyReference(context: Context, options: PersonaliseOptions): Response {
  options.limitClient(context);
  const site = siteOf(context, options);
  const known = findKnownVisitor(heldToken(context, site), site, options);
  if (!known) throw new ProblemError('no_visitor');
  const named = { site: site.id, visitor: known.visitor };
  return context.json(signVisitorReference(named, options.tokenKeys, options.clock()) satisfies ReferenceReply);
}
