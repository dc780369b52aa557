import { fromPurposeMask, type Purpose, purposes, toPurposeMask } from '@sillage/protocol';
import type { VisitorState } from '../event-store.js';

type Times = (number | null)[];
/** Sessions as id, start, length; consent; withdrawals by purpose; erasure; customer. Absent values are null, or left out at the end. */
type Value = [
  sessions: [id: string, startedAt: number, lengthMs: number][],
  consent: [proofId: string, purposeMask: number, grantedAt: Times, expiresAt: number, policyVersion: string] | null,
  withdrawnAt: Times | null,
  erasedAt: number | null,
  customerId: string | null,
  pausedAt?: number,
];

const noPause: readonly [] = [];

/** A visitor's state as lmdb keeps it: JSON by position (measured against msgpack and objects: decisions/0020). */
export function toVisitorValue(state: VisitorState): string {
  const { sessions, consent, withdrawnAt, erasedAt, customerId, pausedAt } = state;
  const value: Value = [
    sessions.map(({ id, startedAt, endedAt }) => [id, startedAt, endedAt - startedAt]),
    consent
      ? [
          consent.proofId,
          toPurposeMask(consent.purposes),
          toTimes(consent.grantedAt),
          consent.expiresAt,
          consent.policyVersion,
        ]
      : null,
    withdrawnAt ? toTimes(withdrawnAt) : null,
    erasedAt ?? null,
    customerId ?? null,
    ...(pausedAt === undefined ? noPause : ([pausedAt] as const)),
  ];
  return JSON.stringify(value);
}

export function readVisitorValue(text: string): VisitorState {
  const [sessions, consent, withdrawnAt, erasedAt, customerId, pausedAt] = JSON.parse(text) as Value;
  return {
    sessions: sessions.map(([id, startedAt, lengthMs]) => ({ id, startedAt, endedAt: startedAt + lengthMs })),
    ...(consent === null ? {} : { consent: readConsent(consent) }),
    ...(withdrawnAt === null ? {} : { withdrawnAt: readTimes(withdrawnAt) }),
    ...(erasedAt === null ? {} : { erasedAt }),
    ...(customerId === null ? {} : { customerId }),
    ...(pausedAt === undefined ? {} : { pausedAt }),
  };
}

function readConsent([proofId, mask, grantedAt, expiresAt, policyVersion]: NonNullable<Value[1]>) {
  return { proofId, purposes: fromPurposeMask(mask), grantedAt: readTimes(grantedAt), expiresAt, policyVersion };
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
