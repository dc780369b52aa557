/**
 * Tells every entry of a data layer, those already there first. `push` keeps its own `this` and result: Tag Manager wraps
 * it too, before or after us, and a shop may rely on what it returns.
 */
export function watchDataLayer(name: string, told: (entry: unknown) => void): void {
  const holder = window as unknown as Record<string, unknown[]>;
  holder[name] ??= [];
  const layer = holder[name];
  for (const entry of layer) told(entry);
  const { push } = layer;
  layer.push = function (...entries: unknown[]) {
    const result = push.apply(this, entries);
    for (const entry of entries) told(entry);
    return result;
  };
}
