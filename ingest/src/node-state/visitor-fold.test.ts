import { describe, expect, test } from 'vitest';
import type { VisitorState } from '../event-store.js';
import { consentRecord } from '../testing/journal-records.js';
import { addConsent, addEvent, erase, keptSessions, withdraw } from './visitor-fold.js';

const consentAt = (decidedAt: number, over: object = {}) =>
  consentRecord({ decidedAt, expiresAt: decidedAt + 100, ...over }).consent;

describe('sessions', () => {
  test.each([
    ['widens to an event behind it', 20, { startedAt: 10, endedAt: 20 }],
    ['widens to an event before it', 5, { startedAt: 5, endedAt: 10 }],
  ])('a session %s', (_, occurredAt, span) => {
    const state = addEvent(undefined, { sessionId: 'a', occurredAt: 10 });
    expect(addEvent(state, { sessionId: 'a', occurredAt }).sessions).toEqual([{ id: 'a', ...span }]);
  });

  test('an event within its session changes nothing', () => {
    const state = addEvent(addEvent(undefined, { sessionId: 'a', occurredAt: 10 }), { sessionId: 'a', occurredAt: 20 });
    expect(addEvent(state, { sessionId: 'a', occurredAt: 15 })).toBe(state);
  });

  test('the last few stay, oldest first, and so does the one just used, however old', () => {
    let state: VisitorState | undefined;
    for (let hour = 10; hour < 30; hour += 1) state = addEvent(state, { sessionId: `s${hour}`, occurredAt: hour });
    state = addEvent(state, { sessionId: 'late', occurredAt: 1 });
    expect(state.sessions).toHaveLength(keptSessions);
    expect(state.sessions[0]?.id).toBe('late');
    expect(state.sessions.at(-1)?.id).toBe('s29');
  });
});

describe('consent', () => {
  test('begins an epoch with the grant, and the next grant goes on with it', () => {
    const first = addConsent(
      undefined,
      consentAt(10, { states: { measurement: 'granted', personalisation: 'denied' } }),
    );
    const second = addConsent(first, consentAt(20));
    expect(second.consent).toMatchObject({
      purposes: ['measurement', 'personalisation'],
      grantedAt: { measurement: 10, personalisation: 20 },
    });
  });

  test.each([
    ['it had expired', consentAt(200)],
    ['the policy is another', consentAt(50, { policyVersion: '2' })],
  ])('a new epoch begins when %s', (_, next) => {
    const state = addConsent(addConsent(undefined, consentAt(10)), next);
    expect(state.consent?.grantedAt.measurement).toBe(next.decidedAt);
  });

  test('a withdrawal ends the epoch of its purpose and leaves a tombstone that a new grant does not lift', () => {
    const withdrawn = withdraw(addConsent(undefined, consentAt(10)), ['personalisation'], 30);
    expect(withdrawn.consent).toMatchObject({ purposes: ['measurement'], grantedAt: { measurement: 10 } });
    expect(withdrawn.withdrawnAt).toEqual({ personalisation: 30 });
    const again = addConsent(withdrawn, consentAt(40));
    expect(again.consent?.grantedAt).toEqual({ measurement: 10, personalisation: 40 });
    expect(again.withdrawnAt).toEqual({ personalisation: 30 });
  });

  test('sessions and customer stay until the last purpose is withdrawn, and are not there for a grant after it', () => {
    const known = { ...addConsent(undefined, consentAt(10)), customerId: 'c-1' };
    const visiting = addEvent(known, { sessionId: 'a', occurredAt: 15 });
    const partly = withdraw(visiting, ['measurement'], 20);
    expect(partly).toMatchObject({ customerId: 'c-1', sessions: [{ id: 'a' }] });
    const again = addConsent(withdraw(partly, ['personalisation'], 30), consentAt(40));
    expect(again.sessions).toEqual([]);
    expect(again).not.toHaveProperty('customerId');
  });

  test('an erasure leaves its tombstone alone', () => {
    expect(erase(withdraw(addConsent(undefined, consentAt(10)), ['measurement'], 20), 30)).toEqual({
      sessions: [],
      erasedAt: 30,
    });
  });
});
