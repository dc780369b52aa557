import type { TrackerOptions } from './options.js';
import { createTracker, type Tracker } from './tracker.js';

type Call = ArrayLike<unknown>;
/** What the page calls: the inline stub before this script, the tracker after. */
type Global = Partial<Tracker> & { (...call: unknown[]): void; q?: Call[] };

/** The attributes of the tag. */
function readOptions({ dataset }: HTMLScriptElement): TrackerOptions {
  const { site = '', endpoint, consent, policyVersion, queryAllow, spa, layer, internal } = dataset;
  return {
    site,
    spa: spa !== 'off',
    internal: internal !== undefined && internal !== 'off',
    ...(endpoint && { endpoint: endpoint.replace(/\/$/, '') }),
    ...(consent && { consent: consent as 'api' }),
    ...(policyVersion && { policyVersion }),
    ...(queryAllow && { queryAllowList: queryAllow.split(/[\s,]+/) }),
    ...(layer && { layer }),
  };
}

function start(script: HTMLScriptElement): void {
  const globals = window as unknown as Record<string, Global | undefined>;
  const name = script.dataset.global || 'sillage';
  const stub = globals[name];
  if (stub?.track) return; // the tag is there twice
  const tracker = createTracker(readOptions(script));
  const api = { ...tracker, debug: (url?: string) => loadPanel(script, tracker, url) };
  const call = (...[method, ...given]: unknown[]) => {
    (api as Record<string, unknown> & typeof api)[method as 'track']?.(...(given as Parameters<Tracker['track']>));
  };
  globals[name] = Object.assign(call, api);
  for (const queued of stub?.q ?? []) call(...Array.from(queued));
  const { debug } = script.dataset;
  if (debug !== undefined) api.debug(debug);
}

interface Policies {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string };
}

/**
 * The debug panel, from beside this script unless another address is given. Where Trusted Types are required, the policy
 * `sillage` lets this one address through: https://www.w3.org/TR/trusted-types/
 */
function loadPanel(script: HTMLScriptElement, tracker: Tracker, url?: string): void {
  const address = new URL(url || 'sillage-debug.js', script.src).href;
  const { trustedTypes } = window as { trustedTypes?: Policies };
  const panel = document.createElement('script');
  try {
    const policy = trustedTypes?.createPolicy('sillage', { createScriptURL: () => address });
    panel.src = policy ? policy.createScriptURL(address) : address;
    panel.nonce = script.nonce;
    (window as { sillageTracker?: Tracker }).sillageTracker = tracker;
    document.head.append(panel);
  } catch (error) {
    tracker.log.notify('error', error);
  }
}

try {
  if (document.currentScript) start(document.currentScript as HTMLScriptElement);
} catch {
  // a page whose globals are not ours to change goes on without us
}
