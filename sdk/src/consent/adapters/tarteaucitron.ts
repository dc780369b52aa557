import type { Adapter } from './adapter.js';

interface Tarteaucitron {
  /** Service → answer; absent while there is none. */
  state: Record<string, boolean | undefined>;
  services?: Record<string, unknown>;
  highPrivacy?: boolean;
  user: { bypass?: boolean };
  version?: unknown;
}

/**
 * tarteaucitron.js 1.34: one service a purpose, as `adapters/tarteaucitron-services.js` defines them. Its `true` is no answer
 * of the visitor without `highPrivacy`, for a scroll or the next page is then taken for a yes, nor with `bypass`.
 */
export const adapter: Adapter<Tarteaucitron> = {
  name: 'tarteaucitron',
  names: { measurement: 'sillagemeasurement', personalisation: 'sillagepersonalisation' },
  find: () => {
    const found = (window as { tarteaucitron?: Tarteaucitron }).tarteaucitron;
    return found?.state && found.user ? found : undefined;
  },
  watch(found, report, names) {
    const tell = () =>
      report(
        (name) => {
          const state = found.state[name];
          if (state === false) return false;
          if (!found.services?.[name]) return undefined;
          return state && found.highPrivacy && !found.user.bypass ? true : null;
        },
        { version: found.version === undefined ? undefined : `${found.version}` },
      );
    for (const name of names) {
      // two purposes accepted by one click are one choice; a refusal is told at once, for the banner may reload the page next
      for (const event of ['added', 'allowed']) document.addEventListener(`${name}_${event}`, () => setTimeout(tell));
      document.addEventListener(`${name}_disallowed`, tell);
    }
    tell();
  },
};
