import { listen } from './listen.js';

/** Runs `step` when the whole markup is there. */
export function whenParsed(step: () => void): void {
  if (document.readyState === 'loading') listen('DOMContentLoaded', step);
  else step();
}
