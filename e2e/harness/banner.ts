import type { Page } from 'playwright-core';

/** Sillage's own banner in a page; names are those of the built-in French texts. */
export interface OwnBanner {
  shown(): Promise<void>;
  hidden(): Promise<void>;
  press(name: string): Promise<void>;
  tick(name: string): Promise<void>;
  /** What is read in it, one line a text, as a visitor would copy it. */
  text(): Promise<string>;
}

export function findBanner(page: Page): OwnBanner {
  const dialog = page.locator('sillage-banner [role=dialog]');
  return {
    shown: () => dialog.waitFor(),
    hidden: () => dialog.waitFor({ state: 'detached' }),
    press: (name) => page.locator('sillage-banner').getByRole('button', { name, exact: true }).click(),
    tick: (name) => dialog.getByRole('checkbox', { name, exact: true }).click(),
    text: () =>
      dialog.evaluate((element) =>
        [...element.querySelectorAll<HTMLElement>('h2, p, label, button, a')]
          .filter((each) => each.checkVisibility())
          .map((each) => [...each.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : '')))
          .map((texts) => texts.join('').replace(/\s+/g, ' ').trim())
          .filter(Boolean)
          .join('\n'),
      ),
  };
}
