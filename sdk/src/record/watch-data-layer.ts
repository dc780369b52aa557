import type { Core } from '../core.js';
import { readGa4 } from './ga4.js';

/**
 * Tells the e-commerce events of the shop's data layer, those already there first. `push` keeps its own `this` and result:
 * Tag Manager wraps it too, before or after us, and a shop may rely on what it returns.
 */
export function watchDataLayer(core: Core): void {
  const name = core.settings.layer;
  if (name === 'off') return;
  const holder = window as unknown as Record<string, unknown[]>;
  holder[name] ??= [];
  const layer = holder[name];
  const { push } = layer;
  const told = (entry: unknown) => {
    try {
      for (const telling of readGa4(entry)) core.tell(2, ...telling);
    } catch (error) {
      core.notify('error', error);
    }
  };
  layer.forEach(told);
  layer.push = function (...entries: unknown[]) {
    const result = push.apply(this, entries);
    entries.forEach(told);
    return result;
  };
}
