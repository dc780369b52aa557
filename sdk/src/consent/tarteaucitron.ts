import { type Choices, type Purpose, purposes } from '@sillage/protocol';

/** What we read of https://github.com/AmauriC/tarteaucitron.js 1.x */
interface Tarteaucitron {
  state: Record<string, boolean | undefined>;
  highPrivacy?: boolean;
  user?: { bypass?: boolean };
}

/** The services that the shop declares, one a purpose: see `adapters/tarteaucitron-services.js`. */
export const serviceKeys: Record<Purpose, string> = {
  measurement: 'sillagemeasurement',
  personalisation: 'sillagepersonalisation',
};

/** `isRestored`: the banner repeats at load what it has stored, or took for granted. */
export type Choose = (choices: Choices, isRestored: boolean) => void;

/**
 * Listens to the banner's events of our services, and reads what it told before we came. Two purposes accepted by one
 * click are one choice; a refusal is passed on in the same task, for the banner may reload the page next.
 */
export function watchTarteaucitron(choose: Choose, isKnownGrant: (purpose: Purpose) => boolean): void {
  const banner = () => (window as { tarteaucitron?: Tarteaucitron }).tarteaucitron;
  const read = (isRestored: boolean) => {
    const choices: Choices = {};
    for (const purpose of purposes) {
      const state = banner()?.state?.[serviceKeys[purpose]];
      const isChoice = state === false || isKnownGrant(purpose) || !isPresumed(banner(), isRestored);
      if (typeof state === 'boolean' && isChoice) choices[purpose] = state ? 'granted' : 'denied';
    }
    if (Object.keys(choices).length) choose(choices, isRestored);
  };
  for (const key of Object.values(serviceKeys)) {
    document.addEventListener(`${key}_added`, () => setTimeout(read, 0, true));
    document.addEventListener(`${key}_allowed`, () => queueMicrotask(() => read(false)));
    document.addEventListener(`${key}_disallowed`, () => read(false));
  }
  read(true);
}

/**
 * Whether `true` may be no choice of the visitor: without `highPrivacy` the banner takes a scroll or the next page for
 * a yes, and outside the EU it can be told to ask nobody.
 */
function isPresumed(banner: Tarteaucitron | undefined, isRestored: boolean): boolean {
  if (banner?.highPrivacy && !banner.user?.bypass) return false;
  return isRestored || !navigator.userActivation?.isActive;
}
