import { createHash } from 'node:crypto';
import { type TokenKeys, verifyVisitorToken } from '@sillage/protocol/visitor-token';
import { z } from 'zod';
import type { LookSubject } from '../store/looks.js';

/** What the bodies of routes that tell of somebody have in common. */
export const subjectBodySchema = z.object({
  site: z.string().optional(),
  customerId: z.string().min(1).optional(),
  visitorToken: z.string().min(1).optional(),
  /** What the visitor's own page gave them. */
  reference: z.string().min(1).optional(),
});
export type SubjectBody = z.output<typeof subjectBodySchema>;

export interface Asked {
  site: string;
  tokenKeys: TokenKeys;
  /** Milliseconds since 1970. */
  now: number;
}

/** Whom a body asks for: a customer by id, a visitor by a hash of theirs. */
export function findSubject(body: SubjectBody, asked: Asked): LookSubject {
  if (body.customerId !== undefined) return { kind: 'customer', id: body.customerId };
  if (body.visitorToken !== undefined) return { kind: 'visitor', id: hashVisitor(body.visitorToken, asked) };
  if (body.reference !== undefined) return { kind: 'visitor', id: hash(asked.site, body.reference.toLowerCase()) };
  return { kind: 'all', id: '' };
}

/** The same for each token of a visitor; a token that can't be read is hashed itself. */
function hashVisitor(token: string, { site, tokenKeys, now }: Asked): string {
  const visitor = verifyVisitorToken(token, site, tokenKeys, now)?.visitor ?? token;
  return hash(site, visitor);
}

function hash(site: string, id: string): string {
  return createHash('sha256').update(`${site}\n${id}`).digest('hex');
}
