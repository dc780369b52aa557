import type { Adapter } from './adapter.js';

type Consents = Record<string, boolean | undefined>;
interface TcData {
  eventStatus?: 'tcloaded' | 'cmpuishown' | 'useractioncomplete';
  gdprApplies?: boolean;
  tcString?: string;
  purpose?: { consents?: Consents };
  publisher?: { consents?: Consents };
}
type TcfApi = (
  command: 'addEventListener',
  version: 2,
  callback: (data: TcData | null, isSuccess: boolean) => void,
) => void;

/**
 * IAB TCF 2.2 and 2.3. A shop is no vendor: the publisher's own consents count. Where the CMP has none of them, a no to all
 * vendors is a no, and a yes to vendors says nothing of the shop. No answer of a visitor are: a banner that is shown, GDPR
 * that doesn't apply or is not known to apply, and the stub.
 * https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework
 */
export const adapter: Adapter<TcfApi> = {
  name: 'tcf',
  names: { measurement: '1 8', personalisation: '1 5 6' },
  vocabulary: /^\d+$/,
  find: () => (window as { __tcfapi?: TcfApi }).__tcfapi,
  watch(api, report, names) {
    report(() => null);
    api('addEventListener', 2, (data, isSuccess) => {
      if (!isSuccess || !data?.gdprApplies) return;
      // shown again, what was answered before still holds
      if (data.eventStatus !== 'tcloaded' && data.eventStatus !== 'useractioncomplete') return;
      const publisher = data.publisher?.consents ?? {};
      const vendors = data.purpose?.consents ?? {};
      const isSilent = !Object.values(publisher).includes(true) && names.every((name) => vendors[name]);
      report((name) => (isSilent ? undefined : publisher[name] === true), { consentId: data.tcString });
    });
  },
};
