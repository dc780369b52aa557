import { type EventType, eventTypes, limits, type RefusalReason } from '@sillage/protocol';

/** Why an event is refused. */
export interface Refused {
  reason: RefusalReason;
  /** For a developer; never the value itself. */
  detail?: string;
}

const knownTypes = new Set<unknown>(eventTypes);

const notAnObject: Refused = { reason: 'invalid_event', detail: 'not an object' };
const unknownType: Refused = { reason: 'unknown_type' };
const tooLarge: Refused = { reason: 'event_too_large' };

export function checkType(raw: unknown): Refused | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return notAnObject;
  return typeOf(raw) === undefined ? unknownType : undefined;
}

/** Measured only where the body leaves room for an event that is too large. */
export function checkSize(raw: unknown, isSmall: boolean): Refused | undefined {
  return isSmall || jsonBytes(raw) <= limits.eventBytes ? undefined : tooLarge;
}

function jsonBytes(raw: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(raw));
  } catch {
    return Number.POSITIVE_INFINITY; // nested deeper than the stack
  }
}

/** Undefined where it is none that is known. */
export function typeOf(raw: unknown): EventType | undefined {
  const type = typeof raw === 'object' && raw !== null && 'type' in raw ? raw.type : undefined;
  return knownTypes.has(type) ? (type as EventType) : undefined;
}
