// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { seenAfterMs, watchSeen } from './watch-seen.js';

type Callback = (entries: Partial<IntersectionObserverEntry>[]) => void;
let tell: Callback;
let seen: number;
let stop: () => void;
let isHidden: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  isHidden = false;
  vi.spyOn(document, 'hidden', 'get').mockImplementation(() => isHidden);
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: Callback) {
        tell = callback;
      }
      observe() {}
      disconnect() {}
    },
  );
  seen = 0;
  stop = watchSeen(document.createElement('div'), () => {
    seen += 1;
  });
});
afterEach(() => {
  stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const show = (ratio: number, height = 10) =>
  tell([{ isIntersecting: ratio > 0, intersectionRatio: ratio, intersectionRect: { height } as DOMRectReadOnly }]);
const setHidden = (hidden: boolean) => {
  isHidden = hidden;
  document.dispatchEvent(new Event('visibilitychange'));
};
const pass = (ms: number) => vi.advanceTimersByTime(ms);

it('is seen after a second of half of it', () => {
  show(0.5);
  pass(seenAfterMs - 1);
  expect(seen).toBe(0);
  pass(1);
  expect(seen).toBe(1);
  show(1);
  pass(10_000);
  expect(seen).toBe(1);
});

it.each([
  ['less than half of it', () => show(0.49)],
  [
    'half of it, but with a break',
    () => {
      show(0.6);
      pass(seenAfterMs - 1);
      show(0.1);
      pass(1);
      show(0.6);
      pass(seenAfterMs - 1);
      show(0);
    },
  ],
  [
    'half of it on a page that is hidden',
    () => {
      setHidden(true);
      show(1);
    },
  ],
  [
    'half of it on a page that is hidden meanwhile',
    () => {
      show(1);
      pass(seenAfterMs - 1);
      setHidden(true);
    },
  ],
  [
    'half of it, and it is let go',
    () => {
      show(1);
      stop();
    },
  ],
])('is not seen with %s', (_, act) => {
  act();
  pass(10_000);
  expect(seen).toBe(0);
});

it('counts from when the page is shown again', () => {
  show(1);
  setHidden(true);
  pass(5000);
  setHidden(false);
  pass(seenAfterMs - 1);
  expect(seen).toBe(0);
  pass(1);
  expect(seen).toBe(1);
});

it('goes on counting while more of it comes into view', () => {
  show(0.5);
  pass(600);
  show(1);
  pass(400);
  expect(seen).toBe(1);
});

it('takes half of the viewport for half of what is taller', () => {
  show(0.1, innerHeight / 2);
  pass(seenAfterMs);
  expect(seen).toBe(1);
});
