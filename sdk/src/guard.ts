import type { Core } from './core.js';

/** Our fault is told in the debug panel, never to the page. */
export function guard<A extends unknown[]>(core: Core, run: (...given: A) => void): (...given: A) => void {
  return (...given) => {
    try {
      run(...given);
    } catch (error) {
      core.logStep('error', error);
    }
  };
}

/**
 * What a promise that fails here leaves: an event that is not on disk stays in memory, one that is not removed is sent once more and
 * known as a duplicate; of a module that is blocked nothing is heard, so that nothing is granted.
 */
export const ignore = (): void => undefined;
