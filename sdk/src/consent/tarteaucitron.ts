import { type Choices, purposes } from '@sillage/protocol';

/** What we read of https://github.com/AmauriC/tarteaucitron.js 1.x */
interface Tarteaucitron {
  state: Record<string, boolean | undefined>;
  highPrivacy?: boolean;
  user: { bypass?: boolean };
}

/**
 * Listens to the banner's events of our services (`sillagemeasurement`, `sillagepersonalisation`: see
 * `adapters/tarteaucitron-services.js`), and reads what it told before we came. Two purposes accepted by one click are one
 * choice; a refusal is passed on in the same task, for the banner may reload the page next. Its `true` is no choice of
 * the visitor without `highPrivacy`, for a scroll or the next page is then taken for a yes, nor with `bypass`.
 */
export function watchTarteaucitron(choose: (choices: Choices) => void): void {
  const read = () => {
    const banner = (window as { tarteaucitron?: Tarteaucitron }).tarteaucitron;
    const choices: Choices = {};
    for (const purpose of purposes) {
      const state = banner?.state[`sillage${purpose}`];
      if (state === false) choices[purpose] = 'denied';
      else if (state && banner?.highPrivacy && !banner.user.bypass) choices[purpose] = 'granted';
    }
    if (Object.keys(choices)[0]) choose(choices);
  };
  for (const purpose of purposes) {
    const prefix = `sillage${purpose}_`;
    document.addEventListener(`${prefix}disallowed`, read);
    for (const event of ['added', 'allowed']) document.addEventListener(prefix + event, () => setTimeout(read));
  }
  read();
}
