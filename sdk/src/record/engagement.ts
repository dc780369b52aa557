import { whenIdle } from '../browser/when-idle.js';

/** What was newly given to a page since the last time it was asked. */
export interface Delta {
  attentionMs: number;
  depthPercent: number;
  /** Milliseconds in view by `data-section`. */
  sections: Record<string, number>;
}

export interface Engagement {
  /** Begins another page: nothing of the last one counts for it. */
  turn(): void;
  /** The delta since the last call; undefined where there is none to speak of. */
  take(): Delta | undefined;
}

/** Milliseconds after an input during which a visitor is taken to read. */
const activeMs = 30_000;
/** Milliseconds of attention that are worth an event of their own. */
const leastMs = 100;

/** Milliseconds between two looks; what they miss of a section in view is less than that. */
const lookMs = 1000;

/** Attention is time with the page visible and the visitor active. */
export function watchEngagement(now: () => number): Engagement {
  const inView = new Set<Element>();
  let delta: Delta;
  let at = 0;
  let activeUntil = 0;
  let deepest = 0;
  let isAttentive = false;

  const advance = () => {
    const ms = isAttentive ? now() - at : 0;
    delta.attentionMs += ms;
    for (const section of inView) {
      const name = `${section.getAttribute('data-section')}`.slice(0, 64);
      delta.sections[name] = (delta.sections[name] ?? 0) + ms;
    }
    at = now();
    isAttentive = !document.hidden && at < activeUntil;
  };
  // reading these forces a layout: when the browser is idle, the last one is clean
  const measure = () => {
    const { scrollTop, clientHeight, scrollHeight } = document.documentElement;
    const depth = Math.min(100, Math.round(((scrollTop + clientHeight) / scrollHeight) * 100));
    delta.depthPercent += Math.max(0, depth - deepest);
    deepest = Math.max(depth, deepest);
  };
  const act = () => {
    activeUntil = now() + activeMs;
  };
  const take = () => {
    const taken = delta;
    delta = { attentionMs: 0, depthPercent: 0, sections: {} };
    return taken;
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) inView[isIntersecting ? 'add' : 'delete'](target);
  });
  for (const name of ['pointermove', 'keydown', 'scroll', 'touchstart']) addEventListener(name, act, true);
  setInterval(() => {
    advance();
    whenIdle(measure);
  }, lookMs);

  return {
    turn() {
      inView.clear();
      observer.disconnect();
      for (const section of document.querySelectorAll('[data-section]')) observer.observe(section);
      take();
      act();
      advance();
      deepest = 0;
      take();
      whenIdle(measure);
    },
    take() {
      advance();
      return delta.attentionMs < leastMs && !delta.depthPercent ? undefined : take();
    },
  };
}
