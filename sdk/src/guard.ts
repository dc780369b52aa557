import type { Core } from './core.js';

export type Guard = <A extends unknown[]>(run: (...given: A) => void) => (...given: A) => void;

/** Our fault is told in the debug panel, never to the page. */
export function createGuard({ notify }: Core): Guard {
  return (run) =>
    (...given) => {
      try {
        run(...given);
      } catch (error) {
        notify('error', error);
      }
    };
}
