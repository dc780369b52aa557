import type { Core } from './core.js';

/** Our fault is told in the debug panel, never to the page. */
export function guard<A extends unknown[]>(core: Core, run: (...given: A) => void): (...given: A) => void {
  return (...given) => {
    try {
      run(...given);
    } catch (error) {
      core.notify('error', error);
    }
  };
}
