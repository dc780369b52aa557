// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { describeConsent, describeStep, type Inspected, openPanel } from './panel.js';

const events = JSON.stringify({ events: [{ type: 'page_view' }, { type: 'cart_add' }] });
const tracker: Inspected = {
  log: [['recorded', { type: 'page_view', path: '/', topics: ['sacs'] }]],
  getState: () => ({
    choices: { measurement: 'granted' },
    purposes: ['measurement'],
    isSettled: true,
    expiresAt: Date.parse('2026-09-01'),
    token: undefined,
  }),
};

it.each([
  [['recorded', { type: 'page_view', path: '/s', topics: ['sacs'] }], 'recorded · page_view · /s · sacs'],
  [
    ['recorded', { type: 'page_view', path: '/s', topics: 'Sacs > Cuir, Luxe' }],
    'recorded · page_view · /s · Sacs > Cuir, Luxe',
  ],
  [
    ['recorded', { type: 'page_view', path: '/s', topics: [['Sacs', 'Cuir']] }],
    'recorded · page_view · /s · Sacs > Cuir',
  ],
  [['/v1/events', events, 0, undefined], '/v1/events · page_view, cart_add · no answer: kept, to be sent again'],
  [
    ['/v1/events', events, 202, { accepted: 1, duplicates: 0, rejected: [{ reason: 'no_consent' }] }],
    '/v1/events · page_view, cart_add · accepted 1, known 0, refused 1: no_consent',
  ],
  [['/v1/consent', '{"choices":{"measurement":"denied"}}', 200, {}], '/v1/consent · measurement,denied · answered 200'],
])('tells a step %j', (step, title) => {
  expect(describeStep(step as unknown[])[0]?.title).toBe(title);
});

it('tells the consent in force', () => {
  expect(describeConsent(tracker)).toBe('Consent: measurement granted until 2026-09-01; in force: measurement');
});

it('opens on the page with what has happened, and closes', () => {
  openPanel(tracker);
  const panel = document.querySelector('sillage-debug');
  expect(panel?.shadowRoot?.textContent).toContain('recorded · page_view · / · sacs');
  panel?.shadowRoot?.querySelector('button')?.click();
  expect(document.querySelector('sillage-debug')).toBeNull();
});
