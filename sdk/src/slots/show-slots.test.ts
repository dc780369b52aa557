// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aDecision } from '../testing/decision.js';
import { showSlots } from './show-slots.js';
import type { SlotsOptions } from './slots-options.js';

const survey = { id: 'accueil', kind: 'csat', asksSuggestion: false, takesComplaint: false } as const;
const decisions = {
  hero: aDecision(),
  foot: aDecision({ decisionId: 'd2', slot: 'foot', offerId: 'survey:accueil', survey }),
};
const part = { buildSurvey: () => [document.createElement('form')] };

beforeEach(() => {
  vi.useFakeTimers();
  document.body.innerHTML = '<div data-sillage-slot="hero"></div><div data-sillage-slot="foot"><p>Own</p></div>';
  vi.stubGlobal('fetch', async () => Response.json({ recognised: true, decisions }));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What the two slots show: an offer, a form, the page's own content; `undefined` before it is known. */
const shown = () =>
  [...document.querySelectorAll<HTMLElement>('[data-sillage-slot]')].map(
    ({ dataset, firstElementChild }) => dataset.sillageState && firstElementChild?.nodeName,
  );

async function show(survey: SlotsOptions['survey']): Promise<void> {
  const state = {
    purposes: ['personalisation' as const],
    isSettled: true,
    token: undefined,
    choices: {},
    expiresAt: 0,
  };
  showSlots(
    { getState: () => state, track: () => undefined },
    { site: 'shop', limitMs: 300, ...(survey && { survey }) },
  );
  await vi.advanceTimersByTimeAsync(100);
}

it('shows a survey by the part that is loaded for it', async () => {
  await show(async () => part);
  expect(shown()).toEqual(['DIV', 'FORM']);
});

it('lets no other slot wait for the part that shows surveys, and gives it no more time than an answer has', async () => {
  let arrive = (_: typeof part) => {};
  const loading = new Promise<typeof part>((resolve) => {
    arrive = resolve;
  });
  await show(() => loading);
  expect(shown()).toEqual(['DIV', undefined]);
  await vi.advanceTimersByTimeAsync(200);
  expect(shown()).toEqual(['DIV', 'P']);
  arrive(part);
  await vi.advanceTimersByTimeAsync(100);
  expect(shown()).toEqual(['DIV', 'P']);
});

it.each([
  ['does not load', () => Promise.reject(new Error('offline'))],
  ['was not given', undefined],
])('leaves the page’s own content where the part %s', async (_, load) => {
  await show(load);
  expect(shown()).toEqual(['DIV', 'P']);
});

it.each([
  ['leaves a slot alone that was parsed before the part began: it may be on the screen by now', true],
  ['fills a slot that was parsed after it, with no frame since', false],
])('%s', async (_, isBefore) => {
  vi.stubGlobal('requestAnimationFrame', () => 0);
  const hero = document.querySelector<HTMLElement>('[data-sillage-slot=hero]') as HTMLElement;
  vi.spyOn(hero, 'getBoundingClientRect').mockImplementation(
    () => ({ top: 0, width: 10, height: hero.childNodes.length * 100 }) as DOMRect,
  );
  const { body } = document;
  const nodes = [...body.children];
  if (!isBefore) body.replaceChildren();
  const isShown = show(undefined);
  body.replaceChildren(...nodes);
  await isShown;
  expect(hero.childNodes.length).toBe(isBefore ? 0 : 1);
});
