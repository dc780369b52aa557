/** A sheet that script makes is no inline style: a policy of `style-src 'self'` lets it pass. */
export function adoptStyles(rules: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  } catch {
    // Safari before 16.4: the shop's own styles alone
  }
}
