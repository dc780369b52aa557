/** Where the shop's own proxy has the collector. */
export const collectorPrefix = '/sillage';

/** The shop's pages: what a page is about stands in its markup, the tag is the same on each. */
const pages: Record<string, (url: URL) => string> = {
  '/': () => '<h1>Shop</h1>',
  '/next': () => '<h1>Next page</h1>',
  '/elsewhere': () => '<h1>A page without the tag</h1>',
};

/** The whole page, or `undefined` where the shop has none. */
export function renderPage(url: URL): string | undefined {
  const render = pages[url.pathname];
  return render && `<!doctype html>${collectorPrefix}`;
}
