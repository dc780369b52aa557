// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { aDecision } from '../testing/decision.js';
import { restorePlace, showDecision, toPlace } from './place.js';

let element: HTMLElement;
/** Pixels that the element has, by what is in it. */
let heightOf: () => number;
let top: number;

beforeEach(() => {
  document.body.innerHTML = '<div data-sillage-slot="hero"><button>Own</button></div>';
  element = document.querySelector('[data-sillage-slot]') as HTMLElement;
  heightOf = () => 300;
  top = 0;
  vi.spyOn(element, 'getBoundingClientRect').mockImplementation(
    () => ({ top, width: 10, height: heightOf() }) as DOMRect,
  );
});
afterEach(() => vi.restoreAllMocks());

const grows = () => {
  heightOf = () => (element.querySelector('.sillage-offer') ? 400 : 300);
};

it.each([
  ['in a box that stays', () => undefined, true, true],
  ['before anything is painted', grows, false, true],
  [
    'below what is seen',
    () => {
      grows();
      top = innerHeight;
    },
    true,
    true,
  ],
  ['not where the page would move', grows, true, false],
  [
    'not above what is seen, where the page would move too',
    () => {
      grows();
      top = -1000;
    },
    true,
    false,
  ],
  ['not where somebody types', () => element.querySelector('button')?.focus(), true, false],
])('shows a decision %s', (_, prepare, isPainted, isShown) => {
  prepare();
  const own = [...element.childNodes];
  const place = toPlace(element);
  showDecision(place, aDecision(), isPainted);
  expect(place.isFilled).toBe(isShown);
  expect(!!element.querySelector('.sillage-offer')).toBe(isShown);
  expect(place.told?.offerId).toBe(isShown ? 'tents' : undefined);
  restorePlace(place);
  expect([...element.childNodes]).toEqual(own);
});

it.each([
  ['a default without content', { kind: 'default' as const, content: {} }, true],
  ['a withheld offer', { kind: 'withheld' as const, content: { title: '' } }, true],
  ['an offer in a template that nobody has', { template: 'carousel' }, false],
])('keeps the page’s own content for %s', (_, changes, isTold) => {
  const place = toPlace(element);
  showDecision(place, aDecision(changes), true);
  expect(element.textContent).toBe('Own');
  expect(place.told !== undefined).toBe(isTold);
});

it('leaves what is shown where the next decision shows the same', () => {
  const place = toPlace(element);
  showDecision(place, aDecision(), true);
  const shown = element.firstChild;
  showDecision(place, aDecision({ decisionId: 'd2' }), true);
  expect(element.firstChild).toBe(shown);
  expect(place.told?.decisionId).toBe('d2');
});

it('gives the page’s own content back for a next decision without content', () => {
  const place = toPlace(element);
  showDecision(place, aDecision(), true);
  showDecision(place, aDecision({ kind: 'default', content: {} }), true);
  expect(element.textContent).toBe('Own');
  expect(place.isFilled).toBe(false);
});
