import type { Adapter } from './adapter.js';

interface PingData {
  signalStatus?: string;
  applicableSections?: number[];
  gppString?: string;
}
type GppApi = (command: string, callback: (data: unknown, isSuccess: boolean) => void, parameter?: string) => unknown;

/** Number of the European section. */
const europe = 2;

/**
 * IAB GPP, section `tcfeuv2`: the publisher's own consents, purpose 1 first. Only a signal that is `ready` counts.
 * https://github.com/InteractiveAdvertisingBureau/Global-Privacy-Platform
 */
export const adapter: Adapter<GppApi> = {
  name: 'gpp',
  names: { measurement: '1 8', personalisation: '1 5 6' },
  vocabulary: /^\d+$/,
  find: () => (window as { __gpp?: GppApi }).__gpp,
  watch(api, report) {
    report(() => null);
    const read = (ping: PingData | undefined) => {
      if (ping?.signalStatus !== 'ready' || !ping.applicableSections?.includes(europe)) return;
      api(
        'getField',
        (consents, isSuccess) => {
          if (!isSuccess || !Array.isArray(consents)) return;
          report((name) => consents[Number(name) - 1] === true, { consentId: ping.gppString });
        },
        'tcfeuv2.PublisherConsents',
      );
    };
    // it tells nothing of what is ready already
    api('ping', (ping) => read(ping as PingData));
    api('addEventListener', (event) => read((event as { pingData?: PingData } | null)?.pingData));
  },
};
