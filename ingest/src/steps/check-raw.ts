import { eventTypes, limits } from '@sillage/protocol';
import type { Intake, Refused } from '../intake.js';

const knownTypes = new Set<unknown>(eventTypes);
/** What a shop's contract with its customer covers without consent. */
const contractTypes = new Set<unknown>(['purchase', 'refund']);

const notAnObject: Refused = { reason: 'invalid_event', detail: 'not an object' };
const unknownType: Refused = { reason: 'unknown_type' };
const tooLarge: Refused = { reason: 'event_too_large' };
const noConsent: Refused = { reason: 'no_consent' };

/** First of all: nothing of an event without a basis may be kept, not even among the refused. */
export function checkBasis(raw: unknown, { sender, standing }: Intake): Refused | undefined {
  if (sender.kind === 'importer') return undefined;
  if (sender.kind === 'server' && contractTypes.has(typeOf(raw))) return undefined;
  if (!standing) return noConsent;
  return standing.refusal && { reason: standing.refusal };
}

export function checkType(raw: unknown): Refused | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return notAnObject;
  return knownTypes.has(typeOf(raw)) ? undefined : unknownType;
}

/** Measured only where the body leaves room for an event that is too large. */
export function checkSize(raw: unknown, { isSmall }: Intake): Refused | undefined {
  return isSmall || jsonBytes(raw) <= limits.eventBytes ? undefined : tooLarge;
}

function jsonBytes(raw: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(raw));
  } catch {
    return Number.POSITIVE_INFINITY; // nested deeper than the stack
  }
}

function typeOf(raw: unknown): unknown {
  return typeof raw === 'object' && raw !== null && 'type' in raw ? raw.type : undefined;
}
