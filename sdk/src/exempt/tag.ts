import { whenParsed } from '../browser/when-parsed.js';
import { countViews } from './count-views.js';
import { type Objection, openObjection } from './objection.js';

/** What of the tracker is asked; before its script is there, nothing is granted. */
interface Global {
  getState?: () => { purposes: readonly string[] };
}

/** Boxes by which the visitor objects: ticked, nothing is counted. */
const boxes = 'input[data-sillage-objection]';

function watchBoxes(objection: Objection): void {
  const show = () => {
    for (const box of document.querySelectorAll<HTMLInputElement>(boxes)) box.checked = objection.isMade();
  };
  whenParsed(show);
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.matches(boxes)) return;
    objection.set(target.checked);
    show();
  });
}

/** Attributes that this tag does not have are those of the tracker's. */
function start(own: DOMStringMap): void {
  if (!('exempt' in own)) return;
  const options = { ...document.querySelector<HTMLElement>('script[data-site]')?.dataset, ...own };
  const { site = '', endpoint = '/sillage', global = 'sillage' } = options;
  const { globalPrivacyControl, webdriver } = navigator as Navigator & { globalPrivacyControl?: boolean };
  const objection = openObjection(site);
  watchBoxes(objection);
  if (globalPrivacyControl || webdriver) return;
  const isRecorded = () => {
    const tracker = (window as unknown as Record<string, Global | undefined>)[global];
    return tracker?.getState?.().purposes.includes('measurement');
  };
  countViews({ site, endpoint, isLeftOut: () => objection.isMade() || Boolean(isRecorded()) });
}

try {
  start((document.currentScript as HTMLElement).dataset);
} catch {
  // a page that is not ours to change goes on without us
}
