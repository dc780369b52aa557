import { listen } from './listen.js';

/**
 * Calls `leave` whenever the page may be about to go: `hidden` is the last that phones tell, `pagehide` covers Safari,
 * which skips it on navigation (https://bugs.webkit.org/show_bug.cgi?id=199854). Never `unload`: it costs the bfcache.
 */
export function onLeave(leave: (isUnloading: boolean) => void): void {
  listen('visibilitychange', () => document.hidden && leave(false));
  listen('pagehide', () => leave(true));
}
