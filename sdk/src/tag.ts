import { ignore } from './guard.js';
import type { TrackerOptions } from './options.js';
import { createTracker, type Tracker } from './tracker.js';

type Call = ArrayLike<unknown>;
/** What the page calls: the inline stub before this script, the tracker after. */
type Global = Partial<Tracker> & { (...call: unknown[]): void; q?: Call[] };

function start({ dataset, src }: HTMLScriptElement): void {
  const globals = window as unknown as Record<string, Global | undefined>;
  const name = dataset.global ?? 'sillage';
  const stub = globals[name];
  if (stub?.track) return; // the tag is there twice
  const tracker = createTracker(dataset as unknown as TrackerOptions);
  // a module needs no policy under Trusted Types, and comes from where this script does
  const load = (url: string) =>
    import(new URL(url, src) as unknown as string).then((part) => part.start(call, dataset)).catch(ignore);
  // what it can do are its own properties: a part that is loaded apart adds to them
  const call = ((method: keyof Tracker, ...given: unknown[]) =>
    (call[method] as Global | undefined)?.(...given)) as Global;
  globals[name] = Object.assign(call, stub, tracker, {
    debug: (url = dataset.debug || 'sillage-debug.js') => load(url),
  });
  // biome-ignore lint/suspicious/useIterableCallbackReturn: a block weighs two bytes more
  stub?.q?.forEach((given) => call(...(given as unknown as [string])));
  if ('debug' in dataset) call('debug');
  if (dataset.consent) load('sillage-consent.js');
}

try {
  start(document.currentScript as HTMLScriptElement);
} catch {
  // a page whose globals are not ours to change goes on without us
}
