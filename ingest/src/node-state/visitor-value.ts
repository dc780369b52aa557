import { fromPurposeMask, type Purpose, purposes, toPurposeMask } from '@sillage/protocol';
import type { VisitorState } from '../event-store.js';

type Times = (number | null)[];
/** Sessions as id, start, length; consent; withdrawals by purpose; erasure; customer. Absent values are null, or left out at the end. */
type Value = [
  sessions: [id: string, startedAt: number, lengthMs: number][],
  consent:
    | [
        proofId: string,
        purposeMask: number,
        grantedAt: Times,
        expiresAt: number,
        policyVersion: string,
        decidedAt: number | null | undefined,
        isUnderGpc?: 1 | undefined,
      ]
    | null,
  withdrawnAt: Times | null,
  erasedAt: number | null,
  customerId: string | null,
  linkedAt?: number | null | undefined,
  newSince?: number | null | undefined,
  pausedAt?: number | null | undefined,
];

/** A visitor's state as lmdb keeps it: JSON by position (measured against msgpack and objects: decisions/0020). */
export function toVisitorValue(state: VisitorState): string {
  const { sessions, consent, withdrawnAt, erasedAt, customerId, linkedAt, newSince, pausedAt } = state;
  const value: Value = [
    sessions.map(({ id, startedAt, endedAt }) => [id, startedAt, endedAt - startedAt]),
    consent
      ? [
          consent.proofId,
          toPurposeMask(consent.purposes),
          toTimes(consent.grantedAt),
          consent.expiresAt,
          consent.policyVersion,
          consent.decidedAt,
          consent.isUnderGpc ? 1 : undefined,
        ]
      : null,
    withdrawnAt ? toTimes(withdrawnAt) : null,
    erasedAt ?? null,
    customerId ?? null,
    linkedAt,
    newSince,
    pausedAt,
  ];
  return JSON.stringify(value);
}

export function readVisitorValue(text: string): VisitorState {
  const [sessions, consent, withdrawnAt, erasedAt, customerId, linkedAt, newSince, pausedAt] = JSON.parse(
    text,
  ) as Value;
  return {
    sessions: sessions.map(([id, startedAt, lengthMs]) => ({ id, startedAt, endedAt: startedAt + lengthMs })),
    ...(consent === null ? {} : { consent: readConsent(consent) }),
    ...(withdrawnAt === null ? {} : { withdrawnAt: readTimes(withdrawnAt) }),
    ...(erasedAt === null ? {} : { erasedAt }),
    ...(customerId === null ? {} : { customerId }),
    ...(typeof linkedAt === 'number' ? { linkedAt } : {}),
    ...(typeof newSince === 'number' ? { newSince } : {}),
    ...(typeof pausedAt === 'number' ? { pausedAt } : {}),
  };
}

function readConsent([proofId, mask, grantedAt, expiresAt, policyVersion, decidedAt, gpc]: NonNullable<Value[1]>) {
  return {
    proofId,
    purposes: fromPurposeMask(mask),
    grantedAt: readTimes(grantedAt),
    expiresAt,
    policyVersion,
    ...(typeof decidedAt === 'number' && { decidedAt }),
    ...(gpc === 1 && { isUnderGpc: true }),
  };
}

function toTimes(times: Partial<Record<Purpose, number>>): Times {
  return purposes.map((purpose) => times[purpose] ?? null);
}

function readTimes(times: Times): Partial<Record<Purpose, number>> {
  const known: Partial<Record<Purpose, number>> = {};
  for (const [index, purpose] of purposes.entries()) {
    const time = times[index];
    if (typeof time === 'number') known[purpose] = time;
  }
  return known;
}
