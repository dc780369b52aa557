import { build, type Child } from '../browser/build.js';

/** A part with its heading; `undefined` where there is nothing to head. */
export function buildPart(title: string, ...children: Child[]): HTMLElement | undefined {
  if (!children.some(Boolean)) return undefined;
  return build('section', { part: 'section' }, build('h2', { part: 'heading' }, title), ...children);
}

export const buildList = (items: readonly Child[]): HTMLElement | undefined =>
  items.length > 0 ? build('ul', {}, ...items.map((item) => build('li', {}, item))) : undefined;

export function buildButton(
  text: string,
  { name, label, act }: { name: string; label?: string; act: () => unknown },
): HTMLButtonElement {
  const button = build('button', { type: 'button', part: `button ${name}`, 'data-act': name }, text);
  if (label) button.setAttribute('aria-label', label);
  button.addEventListener('click', act);
  return button;
}
