import type { Adapter } from './adapter.js';

interface Sdk {
  on(event: 'cookies:complete', listener: (choices: Record<string, unknown>) => void): void;
}
type Callbacks = { push(callback: (sdk: Sdk) => void): unknown };

/**
 * Axeptio, by its documented callbacks: `cookies:complete` tells each vendor's answer, also the one that is remembered.
 * https://support.axeptio.eu/hc/en-gb/articles/30301629739665-Axeptio-Javascript-SDK
 */
export const adapter: Adapter<Callbacks> = {
  name: 'axeptio',
  names: { measurement: 'sillage_measurement', personalisation: 'sillage_personalisation' },
  find: () => {
    const globals = window as { _axcb?: Callbacks; axeptioSettings?: object };
    if (globals.axeptioSettings) globals._axcb ??= [];
    return globals._axcb;
  },
  watch(callbacks, report) {
    report(() => null);
    callbacks.push((sdk) =>
      sdk.on('cookies:complete', (choices) => report((name) => (name in choices ? choices[name] === true : undefined))),
    );
  },
};
