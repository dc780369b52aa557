// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { describeAutomation, describeConsent, describeStep, type Inspected, start } from './panel.js';

const events = JSON.stringify({ events: [{ type: 'page_view' }, { type: 'cart_add' }] });
const lost = ' · the server knows no consent of this browser: the grant is dropped, the next yes is told again';
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
  [
    [
      '/v1/events',
      events,
      202,
      { accepted: 0, duplicates: 0, rejected: [{ reason: 'no_consent' }], refusal: 'no_consent' },
    ],
    `/v1/events · page_view, cart_add · accepted 0, known 0, refused 1: no_consent${lost}`,
  ],
  [['/v1/events', events, 401, undefined], `/v1/events · page_view, cart_add · answered 401${lost}`],
  [
    ['/v1/events', events, 202, { accepted: 2, duplicates: 0, rejected: [], bot: 'user_agent' }],
    '/v1/events · page_view, cart_add · accepted 2, known 0, refused 0 · automated',
  ],
  [['/v1/consent', '{"choices":{"measurement":"denied"}}', 200, {}], '/v1/consent · measurement,denied · answered 200'],
])('tells a step %j', (step, title) => {
  expect(describeStep(step as unknown[])[0]?.title).toBe(title);
});

it('tells the consent in force', () => {
  expect(describeConsent(tracker)).toBe('Consent: measurement granted until 2026-09-01; in force: measurement');
});

const answered = (bot?: string) => ['/v1/events', events, 202, { accepted: 2, duplicates: 0, rejected: [], bot }];

it.each([
  ['what script sees', true, [], 'navigator.webdriver is true'],
  ['what the server answered', false, [answered('user_agent'), answered()], 'its User-Agent is that of a program'],
])('says that the browser counts as automated, by %s', (_, isDriven, log, why) => {
  expect(describeAutomation({ log }, isDriven)).toBe(
    `This browser counts as automated (${why}): its events are accepted, but marked, and left out of visits and histories.`,
  );
});

it('says nothing of a browser that counts as a visitor’s', () => {
  expect(describeAutomation({ log: [answered(), ['recorded', { type: 'page_view' }]] }, false)).toBe('');
});

it('opens on the page with what has happened, and closes', () => {
  start(tracker);
  const panel = document.querySelector('sillage-debug');
  expect(panel?.shadowRoot?.textContent).toContain('recorded · page_view · / · sacs');
  panel?.shadowRoot?.querySelector('button')?.click();
  expect(document.querySelector('sillage-debug')).toBeNull();
});
