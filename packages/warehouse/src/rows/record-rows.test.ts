import { nilUuid } from '@sillage/protocol';
import { expect, it } from 'vitest';
import type { StoredConsent, StoredPerson } from '../stored-event.js';
import { readConsentRow, readPersonRow, toConsentRow, toPersonRow, toRejectionRow } from './record-rows.js';

const visitor = '11111111-1111-4111-8111-111111111111';

it('reads a consent back from its row', () => {
  const consent: StoredConsent = {
    proofId: '22222222-2222-4222-8222-222222222222',
    site: 'shop',
    visitor,
    states: { measurement: 'granted', personalisation: 'withdrawn' },
    decidedAt: 1_790_000_000_001,
    expiresAt: 1_805_000_000_999,
    policyVersion: '1',
    bannerTextHash: '',
    language: 'fr',
    sourceName: 'api',
    sourceVersion: '',
    sourceConsentId: 'a "quoted" id',
    gpc: true,
    sdk: 'sillage-js/0.1.0',
  };
  expect(readConsentRow(toConsentRow(consent))).toEqual(consent);
});

it('reads a person back from its row', () => {
  const person: StoredPerson = { site: 'shop', visitor, customerId: 'K"1', proof: 'key', linkedAt: 1_790_000_000_001 };
  expect(readPersonRow(toPersonRow(person))).toEqual(person);
});

it('keeps the body of a rejected event as text', () => {
  const body = '{"type":"page_vew"}';
  const row = toRejectionRow({
    site: 'shop',
    receivedAt: 1_790_000_000_001,
    reason: 'unknown_type',
    detail: '',
    channel: 'web',
    sdk: '',
    visitor: nilUuid,
    eventId: '',
    events: 1,
    body,
  });
  expect(JSON.parse(row)).toMatchObject({ body, received_at: 1_790_000_000_001 });
});
