// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import type { Adapter, StateOf } from './adapter.js';
import { adapter as axeptio } from './axeptio.js';
import { adapter as didomi } from './didomi.js';
import { adapter as wpConsentApi } from './wp-consent-api.js';

const globals = window as unknown as Record<string, unknown>;
const own = [
  'axeptioSettings',
  '_axcb',
  'Didomi',
  'didomiConfig',
  'didomiOnReady',
  'didomiEventListeners',
  'consent_api',
];

afterEach(() => {
  for (const name of own) delete globals[name];
});

/** What the adapter said so far of its own names, in order: `+` granted, `-` denied, `?` asked, `.` not known. */
function hear<Found>(adapter: Adapter<Found>) {
  const heard: string[] = [];
  const names = [adapter.names.measurement, adapter.names.personalisation].join(' ').split(' ');
  const signs: Record<string, string> = { true: '+', false: '-', null: '?', undefined: '.' };
  const signOf = (stateOf: StateOf) => (name: string) => signs[`${stateOf(name)}`];
  const evidence: unknown[] = [];
  const found = adapter.find();
  if (found === undefined) throw new Error('It is not found.');
  const report = (stateOf: StateOf, told?: object) => {
    heard.push(names.map(signOf(stateOf)).join(''));
    evidence.push(told);
  };
  adapter.watch(found, report, names);
  return { heard, evidence };
}

describe('case: Axeptio, as its makers document it', () => {
  type Listener = (choices: object) => void;
  /** Runs what was pushed before, and from then on at once; `on` tells a remembered answer too. */
  function load(remembered?: object) {
    const listeners: Listener[] = [];
    const sdk = {
      on(event: string, listener: Listener) {
        expect(event).toBe('cookies:complete');
        listeners.push(listener);
        if (remembered) listener(remembered);
      },
    };
    const waiting = globals._axcb as ((loaded: typeof sdk) => void)[];
    for (const callback of waiting) callback(sdk);
    return (choices: object) => listeners.forEach((listener) => void listener(choices));
  }

  it('is not there without its settings', () => {
    expect(axeptio.find()).toBeUndefined();
  });

  it('knows no answer until the visitor gives one, and hears each that follows', () => {
    globals.axeptioSettings = { clientId: 'shop' };
    const { heard } = hear(axeptio);
    const answer = load();
    expect(heard).toEqual(['??']);
    answer({ sillage_measurement: true, sillage_personalisation: false, $$completed: true });
    answer({ sillage_measurement: false, sillage_personalisation: false });
    expect(heard).toEqual(['??', '+-', '--']);
  });

  it('hears what is remembered, and nothing of vendors that it has no word of', () => {
    globals.axeptioSettings = { clientId: 'shop' };
    const { heard } = hear(axeptio);
    load({ sillage_measurement: true, google_analytics: true });
    expect(heard).toEqual(['??', '+.']);
  });
});

describe('case: Didomi, as its makers document it', () => {
  interface Api {
    getUserStatus(): object;
  }
  const status = (enabled: string[], disabled: string[] = []) => ({
    purposes: { consent: { enabled, disabled } },
    consent_string: 'CPXX',
  });
  const all = ['measure_content_performance', 'create_content_profile', 'select_personalized_content'];

  /** Runs `didomiOnReady`, and tells `consent.changed` to the listeners that were pushed. */
  function load(initial: object) {
    let current = initial;
    const api = { getUserStatus: () => current };
    for (const callback of globals.didomiOnReady as ((loaded: Api) => void)[]) callback(api);
    return (next: object) => {
      current = next;
      for (const { event, listener } of globals.didomiEventListeners as { event: string; listener(): void }[]) {
        if (event === 'consent.changed') listener();
      }
    };
  }

  it('is not there without a sign of it', () => {
    expect(didomi.find()).toBeUndefined();
  });

  it.each(['Didomi', 'didomiConfig'])('is found by %s', (name) => {
    globals[name] = {};
    expect(didomi.find()).toBeDefined();
  });

  it('knows no answer before it is ready, nor of purposes in neither list; then it hears each change', () => {
    globals.didomiConfig = {};
    const { heard, evidence } = hear(didomi);
    expect(heard).toEqual(['???']);
    const change = load(status([]));
    change(status(all));
    change(status(['measure_content_performance'], ['create_content_profile', 'select_personalized_content']));
    expect(heard).toEqual(['???', '???', '+++', '+--']);
    expect(evidence[evidence.length - 1]).toEqual({ consentId: 'CPXX' });
  });

  it('hears what a returning visitor answered', () => {
    globals.didomiConfig = {};
    const { heard } = hear(didomi);
    load(status([], all));
    expect(heard).toEqual(['???', '---']);
  });
});

describe('case: WP Consent API, as its makers document it', () => {
  const change = (detail: object) =>
    document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail }));
  const keep = (name: string, answer: string) => {
    // biome-ignore lint/suspicious/noDocumentCookie: as its script writes them
    document.cookie = `wp_consent_${name}=${answer}`;
  };
  afterEach(() => {
    for (const name of ['statistics', 'marketing']) keep(name, '; max-age=0');
  });

  it('is not there without its script', () => {
    expect(wpConsentApi.find()).toBeUndefined();
  });

  it('takes no answer for none, even where the site presumes one (opt-out)', () => {
    globals.consent_api = { cookie_prefix: 'wp_consent', consent_type: 'optout' };
    expect(hear(wpConsentApi).heard).toEqual(['??']);
  });

  it('reads the cookies of a returning visitor, then hears each change', () => {
    globals.consent_api = { cookie_prefix: 'wp_consent', consent_type: 'optin' };
    keep('statistics', 'allow');
    keep('marketing', 'deny');
    const { heard } = hear(wpConsentApi);
    change({ marketing: 'allow' });
    change({ statistics: 'deny' });
    expect(heard).toEqual(['+-', '++', '-+']);
  });
});
