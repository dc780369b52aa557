import type { Core } from '../core.js';
import { guard } from '../guard.js';
import { tellGa4 } from './ga4.js';

/**
 * Tells the e-commerce events of the shop's data layer, those already there first. `push` keeps its own `this` and result:
 * Tag Manager wraps it too, before or after us, and a shop may rely on what it returns.
 */
export function watchDataLayer(core: Core): void {
  const name = core.settings.layer;
  if (name === 'off') return;
  const holder = window as unknown as Record<string, unknown[]>;
  const layer = holder[name] ?? [];
  holder[name] = layer;
  const { push } = layer;
  const told = guard(core, (entry: unknown) => tellGa4(core, entry));
  layer.forEach(told);
  layer.push = function (...entries: unknown[]) {
    entries.forEach(told);
    return push.apply(this, entries);
  };
}
