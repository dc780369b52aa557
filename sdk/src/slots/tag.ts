import { showSlots } from './show-slots.js';
import { type SlotsOptions, type SlotsTracker, stateEvent } from './slots-options.js';

/** What the tracker's tag put on the page: before its script is there, a stub that knows nothing. */
type Global = Partial<SlotsTracker>;

/** Attributes that this tag does not have are those of the tracker's. */
function start({ dataset: own, src }: HTMLScriptElement): void {
  const startedAt = performance.now();
  const globals = window as unknown as Record<string, Global | undefined>;
  const survey = () => import(new URL('sillage-survey.js', src) as unknown as string);
  const options: DOMStringMap = { ...document.querySelector<HTMLElement>('script[data-site]')?.dataset, ...own };
  const event = stateEvent(`${options.site}`);
  const attach = () => {
    const tracker = globals[options.global ?? 'sillage'];
    if (!tracker?.getState) return;
    removeEventListener(event, attach);
    Object.assign(
      tracker,
      showSlots(tracker as SlotsTracker, { ...options, survey } as unknown as SlotsOptions, startedAt),
    );
  };
  addEventListener(event, attach);
  attach();
}

try {
  start(document.currentScript as HTMLScriptElement);
} catch {
  // a page that is not ours to change goes on without us
}
