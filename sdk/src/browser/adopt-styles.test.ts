// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from 'vitest';
import { addBannerStyles } from '../banner/styles.js';
import { adoptStyles } from './adopt-styles.js';

const rules = 'p{color:red}';
const open = () => document.createElement('div').attachShadow({ mode: 'open' });

afterEach(() => vi.unstubAllGlobals());

it('adds rules to the document or to a shadow root, beside those that are there', () => {
  const root = open();
  adoptStyles(rules, document);
  adoptStyles(rules, root);
  adoptStyles(rules, root);
  expect([document.adoptedStyleSheets.length, root.adoptedStyleSheets.length]).toEqual([1, 2]);
});

it('gives the banner a style element with the shop’s nonce where there are no such sheets', () => {
  vi.stubGlobal('CSSStyleSheet', undefined);
  const root = open();
  addBannerStyles(root, 'dark', 'n1');
  const style = root.querySelector('style');
  expect(style?.nonce).toBe('n1');
  expect(style?.textContent).toContain('@media all{:host');
});

it('leaves a shadow root without a style element where the sheet is adopted', () => {
  const root = open();
  addBannerStyles(root);
  expect([root.adoptedStyleSheets.length, root.querySelector('style')]).toEqual([1, null]);
});
