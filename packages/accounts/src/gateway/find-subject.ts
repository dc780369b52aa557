import { createHash } from 'node:crypto';
import { verifyVisitorReference } from '@sillage/protocol/visitor-reference';
import { type TokenKeys, verifyVisitorToken } from '@sillage/protocol/visitor-token';
import type { LookSubject } from '../store/looks.js';
import type { SubjectBody } from './read-subject-body.js';

export interface Asked {
  site: string;
  tokenKeys: TokenKeys;
  /** Milliseconds since 1970. */
  now: number;
}

/** Whom a body asks for: a customer by id, a visitor by a hash of theirs. */
export function findSubject(body: SubjectBody, asked: Asked): LookSubject {
  if (body.customerId !== undefined) return { kind: 'customer', id: body.customerId };
  const visitor = findVisitor(body, asked);
  return visitor === undefined ? { kind: 'all', id: '' } : { kind: 'visitor', id: hash(asked.site, visitor) };
}

/** The same for each token and each reference of a visitor; what can't be read stands for itself. */
function findVisitor({ visitorToken, reference }: SubjectBody, { site, tokenKeys, now }: Asked): string | undefined {
  if (visitorToken !== undefined)
    return verifyVisitorToken(visitorToken, site, tokenKeys, now)?.visitor ?? visitorToken;
  if (reference === undefined) return undefined;
  return verifyVisitorReference(reference, site, tokenKeys, now)?.visitor ?? reference;
}

function hash(site: string, id: string): string {
  return createHash('sha256').update(`${site}\n${id}`).digest('hex');
}
