import type { Adapter } from './adapter.js';

interface Status {
  purposes: { consent: { enabled: string[]; disabled: string[] } };
  consent_string?: string;
}
interface Didomi {
  getUserStatus(): Status;
}
interface Queues {
  onReady: { push(callback: (didomi: Didomi) => void): unknown };
  listeners: { push(entry: { event: 'consent.changed'; listener(): void }): unknown };
}

/**
 * Didomi, by its documented API: purposes that the visitor enabled or disabled; in neither list, there is no answer.
 * https://developers.didomi.io/cmp/web-sdk/reference/api
 */
export const adapter: Adapter<Queues> = {
  name: 'didomi',
  names: {
    measurement: 'measure_content_performance',
    personalisation: 'create_content_profile select_personalized_content',
  },
  find: () => {
    const globals = window as {
      Didomi?: object;
      didomiConfig?: object;
      didomiOnReady?: Queues['onReady'];
      didomiEventListeners?: Queues['listeners'];
    };
    if (!globals.Didomi && !globals.didomiConfig && !globals.didomiOnReady) return undefined;
    globals.didomiOnReady ??= [];
    globals.didomiEventListeners ??= [];
    return { onReady: globals.didomiOnReady, listeners: globals.didomiEventListeners };
  },
  watch({ onReady, listeners }, report) {
    report(() => null);
    onReady.push((sdk) => {
      const tell = () => {
        const { purposes, consent_string } = sdk.getUserStatus();
        const { enabled, disabled } = purposes.consent;
        report((name) => (enabled.includes(name) ? true : disabled.includes(name) ? false : null), {
          consentId: consent_string,
        });
      };
      listeners.push({ event: 'consent.changed', listener: tell });
      tell();
    });
  },
};
