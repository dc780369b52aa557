import { whenIdle } from '../browser/when-idle.js';

/** What was newly given to a page since the last time it was asked. */
export interface Delta {
  attentionMs: number;
  depthPercent: number;
  sections?: Record<string, number>;
}

export interface Engagement {
  /** Begins another page: nothing of the last one counts for it. */
  turn(): void;
  /** The delta since the last call; undefined where there is none. */
  take(): Delta | undefined;
}

/** Milliseconds after an input during which a visitor is taken to read. */
const activeMs = 30_000;
const inputs = ['pointermove', 'pointerdown', 'keydown', 'scroll', 'touchstart'];

/** Attention is time with the page visible and the visitor active. */
export function watchEngagement(now: () => number): Engagement {
  let at = now();
  let activeUntil = 0;
  let attentionMs = 0;
  let depth = 0;
  let deepest = 0;
  let isMeasuring = false;
  let isVisible = document.visibilityState === 'visible';
  let sections: Record<string, number> = {};
  const inView = new Set<string>();
  let observer: IntersectionObserver | undefined;

  const advance = () => {
    const time = now();
    const ms = isVisible ? Math.max(0, Math.min(time, activeUntil) - at) : 0;
    attentionMs += ms;
    for (const name of inView) sections[name] = (sections[name] ?? 0) + ms;
    at = time;
    isVisible = document.visibilityState === 'visible';
  };
  // reading these forces a layout: in a frame of its own, when the last one is clean
  const measure = () => {
    isMeasuring = false;
    const { scrollTop, clientHeight, scrollHeight } = document.scrollingElement ?? document.documentElement;
    deepest = Math.max(deepest, Math.min(100, Math.round(((scrollTop + clientHeight) / scrollHeight) * 100) || 0));
  };
  const measureSoon = () => {
    if (!isMeasuring) requestAnimationFrame(() => whenIdle(measure));
    isMeasuring = true;
  };
  const act = ({ type }: Event) => {
    if (now() - at > 1000) advance();
    activeUntil = now() + activeMs;
    if (type === 'scroll') measureSoon();
  };
  for (const name of inputs) addEventListener(name, act, { passive: true, capture: true });
  document.addEventListener('visibilitychange', advance, true);

  return {
    turn() {
      advance();
      activeUntil = now() + activeMs;
      attentionMs = depth = deepest = 0;
      sections = {};
      inView.clear();
      observer?.disconnect();
      observer = new IntersectionObserver((entries) => {
        advance();
        for (const { target, isIntersecting } of entries) {
          const name = (target.getAttribute('data-section') || target.id).slice(0, 64);
          if (isIntersecting && name) inView.add(name);
          else inView.delete(name);
        }
      });
      for (const section of document.querySelectorAll('[data-section]')) observer.observe(section);
      measureSoon();
    },
    take() {
      advance();
      const delta = { attentionMs: Math.round(attentionMs), depthPercent: deepest - depth };
      if (!delta.attentionMs && !delta.depthPercent) return;
      const seen = Object.entries(sections).map(([name, ms]) => [name, Math.round(ms)] as const);
      attentionMs = 0;
      depth = deepest;
      sections = {};
      return seen.length ? { ...delta, sections: Object.fromEntries(seen) } : delta;
    },
  };
}
