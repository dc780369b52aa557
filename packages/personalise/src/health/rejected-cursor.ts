import { ProblemError } from '@sillage/protocol';
import type { RejectedPlace } from '@sillage/warehouse';

/** `1790848800000-123`: a place among refused events, as it is handed out. */
export const toCursor = ({ receivedAt, hash }: RejectedPlace): string => `${receivedAt}-${hash}`;

/** Throws `invalid_request` for what is no cursor. */
export function readCursor(cursor: string | undefined): RejectedPlace | undefined {
  if (cursor === undefined) return undefined;
  const [, at = '', hash = ''] = /^(\d{1,15})-(\d{1,20})$/.exec(cursor) ?? [];
  if (hash === '') throw new ProblemError('invalid_request', 'cursor');
  return { receivedAt: Number(at), hash };
}
