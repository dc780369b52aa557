import type { Adapter } from './adapter.js';

interface State {
  consents: Record<string, boolean>;
  consentCategories: string[];
  consentInfo?: { subjectId?: string } | null;
  hasConsented(): boolean;
  subscribeToConsentChanges(listener: () => void): () => void;
}
interface Store {
  getState(): State;
  subscribe(listener: () => void): () => void;
}

/**
 * c15t 2.2, as its store on the window. `onConsentSet` is not listened to: it tells defaults at the start. A refusal is told
 * before c15t reloads the page for it.
 */
export const adapter: Adapter<Store> = {
  name: 'c15t',
  names: { measurement: 'measurement', personalisation: 'experience marketing' },
  find: () => (window as { c15tStore?: Store }).c15tStore,
  watch(store, report) {
    let wasAnswered: boolean | undefined;
    const tell = () => {
      const state = store.getState();
      wasAnswered = state.hasConsented();
      report(
        (name) => {
          if (name === 'necessary' || !state.consentCategories.includes(name)) return undefined;
          return wasAnswered ? state.consents[name] === true : null;
        },
        { consentId: state.consentInfo?.subjectId },
      );
    };
    store.getState().subscribeToConsentChanges(tell);
    // what is restored or reset is no change of consent to it
    store.subscribe(() => store.getState().hasConsented() !== wasAnswered && tell());
    tell();
  },
};
