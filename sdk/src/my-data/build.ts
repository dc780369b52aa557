type Child = Node | string | undefined | false;

/** An element with its attributes; every text becomes a text node. */
export function build<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string>,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  for (const child of children) if (child) element.append(child);
  return element;
}

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
