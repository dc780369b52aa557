import { listen } from '../browser/listen.js';
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
  beginPage(): void;
  /** The delta since the last call; undefined where there is none to speak of. */
  takeDelta(): Delta | undefined;
}

/** Milliseconds after an input during which a visitor is taken to read. */
const activeMs = 30_000;
/** Milliseconds of attention that are worth an event of their own. */
const leastMs = 100;
/** Milliseconds between two looks; what they miss of a section in view is less than that. */
const lookMs = 1000;

/** Attention is time with the page visible and the visitor active. */
export function watchEngagement(now: () => number): Engagement {
  let delta: Delta;
  let at = 0;
  let activeUntil = 0;
  let deepest = 0;
  let isAttentive = false;
  let timer: ReturnType<typeof setInterval> | undefined;

  const advance = () => {
    const ms = isAttentive ? now() - at : 0;
    at = now();
    isAttentive = !document.hidden && at < activeUntil;
    delta.attentionMs += ms;
    return ms;
  };
  // where things are forces a layout: when the browser is idle, the last one is clean
  const look = () => {
    const ms = advance();
    const { scrollTop, clientHeight, scrollHeight } = document.documentElement;
    const depth = Math.min(100, Math.round(((scrollTop + clientHeight) / scrollHeight) * 100));
    delta.depthPercent += Math.max(0, depth - deepest);
    deepest = Math.max(depth, deepest);
    for (const section of document.querySelectorAll<HTMLElement>('[data-section]')) {
      const { section: name } = section.dataset as { section: string };
      const { top, bottom } = section.getBoundingClientRect();
      if (bottom > 0 && top < clientHeight) delta.sections[name] = (delta.sections[name] ?? 0) + ms;
    }
  };
  const act = () => {
    activeUntil = now() + activeMs;
  };
  const take = () => {
    const taken = delta;
    delta = { attentionMs: 0, depthPercent: 0, sections: {} };
    return taken;
  };
  for (const name of ['pointermove', 'keydown', 'scroll', 'touchstart']) listen(name, act);
  take();

  return {
    beginPage() {
      act();
      advance();
      deepest = 0;
      take();
      clearInterval(timer);
      timer = setInterval(whenIdle, lookMs, look);
    },
    takeDelta() {
      advance();
      return delta.attentionMs < leastMs && !delta.depthPercent ? undefined : take();
    },
  };
}
