import type { RefusalReason } from '@sillage/protocol';

/** Lie in the event itself, so that it may be taken when it is sent again. */
const replayable: readonly string[] = [
  'invalid_event',
  'unknown_type',
  'event_too_large',
  'order_incomplete',
  'too_old',
] satisfies RefusalReason[];

export const isReplayable = (reason: string) => replayable.includes(reason);

/** Those that are said in words. */
const all: Record<RefusalReason, true> = {
  invalid_event: true,
  unknown_type: true,
  event_too_large: true,
  no_consent: true,
  consent_withdrawn: true,
  erased: true,
  paused: true,
  too_old: true,
  order_incomplete: true,
  order_not_trusted: true,
  identify_unsigned: true,
  identify_forged: true,
  customer_not_trusted: true,
};

/** `undefined` of one that a later version wrote. */
export function readReason(text: string): RefusalReason | undefined {
  return text in all ? (text as RefusalReason) : undefined;
}
