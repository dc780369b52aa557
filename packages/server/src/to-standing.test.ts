import type { Person } from '@sillage/ingest';
import type { Site } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { toCustomerStanding } from './to-standing.js';

const now = Date.UTC(2026, 9, 1);
const site = { id: 'boutique', policyVersion: '1' } as Site;
const choice = { isGranted: true, decidedAt: now - 9, expiresAt: now + 9, policyVersion: '1', proofId: 'p' };

const told = (personalisation: Person['choices']['personalisation']) =>
  toCustomerStanding(
    { customerId: 'c', customerIds: ['c'], choices: { personalisation }, withdrawnAt: {}, visitors: [] } as never,
    site,
    now,
  );

it.each([
  ['no choice', undefined, { isDenied: false }],
  ['a grant', choice, { isDenied: false }],
  ['a refusal', { ...choice, isGranted: false }, { isDenied: true }],
  ['a grant that has expired', { ...choice, expiresAt: now }, { isDenied: true, hasLapsed: true }],
  ['a grant of another policy', { ...choice, policyVersion: '0' }, { isDenied: true, hasLapsed: true }],
])('a customer of whom %s is known', (_, personalisation, standing) => {
  expect(told(personalisation)).toEqual({ customerId: 'c', mergedIds: [], ...standing });
});
