/**
 * Adds rules to the document, or to a shadow root: then `adoptedStyleSheets` has them. A sheet that script makes is no inline style: a
 * policy of `style-src 'self'` lets it pass.
 */
export function adoptStyles(rules: string, root: DocumentOrShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    // Safari before 16.4: the shop's own styles alone, unless the caller has another way
  }
}
