import { type Choices, type Purpose, purposes } from '@sillage/protocol';

/** What we read of https://github.com/AmauriC/tarteaucitron.js 1.x */
interface Tarteaucitron {
  state: Record<string, boolean | undefined>;
  highPrivacy?: boolean;
  user: { bypass?: boolean };
}

/** `isRestored`: the banner repeats at load what it has stored, or took for granted. */
export type Choose = (choices: Choices, isRestored: boolean) => void;

const findBanner = () => (window as { tarteaucitron?: Tarteaucitron }).tarteaucitron;
export const hasTarteaucitron = (): boolean => !!findBanner();

/**
 * Listens to the banner's events of our services (`sillagemeasurement`, `sillagepersonalisation`: see
 * `adapters/tarteaucitron-services.js`), and reads what it told before we came. Two purposes accepted by one click are one
 * choice; a refusal is passed on in the same task, for the banner may reload the page next.
 */
export function watchTarteaucitron(choose: Choose, isKnownGrant: (purpose: Purpose) => boolean): void {
  const read = (isRestored: boolean) => {
    const banner = findBanner();
    const choices: Choices = {};
    for (const purpose of purposes) {
      const state = banner?.state[`sillage${purpose}`];
      const isPresumed = banner && isPresumption(banner, isRestored) && !isKnownGrant(purpose);
      if (state === false) choices[purpose] = 'denied';
      else if (state && !isPresumed) choices[purpose] = 'granted';
    }
    if (Object.keys(choices)[0]) choose(choices, isRestored);
  };
  for (const purpose of purposes) {
    const listen = (event: string, listener: () => void) =>
      document.addEventListener(`sillage${purpose}_${event}`, listener);
    listen('added', () => setTimeout(read, 0, true));
    listen('allowed', () => setTimeout(read, 0, false));
    listen('disallowed', () => read(false));
  }
  read(true);
}

/**
 * Whether the banner's `true` may be no choice of the visitor: without `highPrivacy` it takes a scroll or the next page
 * for a yes, and outside the EU it can be told to ask nobody.
 */
function isPresumption({ highPrivacy, user }: Tarteaucitron, isRestored: boolean): boolean {
  return (!highPrivacy || !!user.bypass) && (isRestored || !navigator.userActivation?.isActive);
}
