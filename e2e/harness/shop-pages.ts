import { renderManagers } from './cmp-pages.js';

/** Where the shop's own proxy has the collector. */
export const collectorPrefix = '/sillage';

/** As the README says to paste it: a stub that queues calls, then the script. */
function renderTag(url: URL): string {
  const consent = url.searchParams.get('consent');
  const attribute = consent === null ? '' : ` data-consent="${consent}"`;
  return `<script nonce="shop">window.sillage=window.sillage||function(){(sillage.q=sillage.q||[]).push(arguments)}</script>
<script async src="${collectorPrefix}/sillage.js" data-site="shop" data-endpoint="${collectorPrefix}"${attribute}></script>`;
}

const product = {
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku: 'TENT-2',
  name: 'Tente 2 places',
  category: 'Camping/Tentes',
  offers: { '@type': 'Offer', price: '129.00', priceCurrency: 'EUR' },
};

const purchase = {
  event: 'purchase',
  ecommerce: {
    transaction_id: 'C-1001',
    currency: 'EUR',
    value: 129,
    items: [{ item_id: 'TENT-2', item_name: 'Tente 2 places', price: 129, quantity: 1 }],
  },
};

const toScript = (code: string) => `<script nonce="shop">${code}</script>`;

/** The same order over the data layer and over the API, as shops that add one without taking the other away. */
function renderThanks(): string {
  const order = {
    orderId: 'C-1001',
    currency: 'EUR',
    totalMinor: 12_900,
    lines: [{ productId: 'TENT-2', name: 'Tente 2 places', priceMinor: 12_900, quantity: 1 }],
  };
  const layer = `window.dataLayer=window.dataLayer||[];dataLayer.push(${JSON.stringify(purchase)})`;
  return `<h1>Merci</h1>${toScript(layer)}${toScript(`sillage('track','purchase',${JSON.stringify({ order })})`)}`;
}

/** The banner as its documentation says, with the two services of Sillage. */
function renderBanner(): string {
  return `<h1>Banner</h1>
<script src="/vendor/tarteaucitron/tarteaucitron.js"></script>
${toScript(`tarteaucitron.init({ privacyUrl: '/privacy', orientation: 'bottom', showAlertSmall: false, cookieslist: false,
  highPrivacy: true, handleBrowserDNTRequest: false, AcceptAllCta: true, DenyAllCta: true, removeCredit: true })`)}
<script src="/vendor/sillage/tarteaucitron-services.js"></script>`;
}

/** A slot keeps what it has where that would move the page: this one has its box. */
const renderSlots = () => `<div data-sillage-slot="hero" style="height:300px;overflow:hidden">Bienvenue</div>
<script async src="${collectorPrefix}/sillage-slots.js" data-limit-ms="5000"></script>`;

const bodies: Record<string, () => string> = {
  '/': () => '<h1>Shop</h1><a href="/next">Next</a>',
  '/next': () => '<h1>Next page</h1>',
  '/product': () => `<h1>Tente</h1><script type="application/ld+json">${JSON.stringify(product)}</script>`,
  '/slots': renderSlots,
  '/fr/': renderSlots,
  '/en/': renderSlots,
  '/exempt':
    () => `<h1>Exempt</h1><label><input type="checkbox" data-sillage-objection> Ne pas compter ma visite</label>
<script async src="${collectorPrefix}/sillage-exempt.js" data-exempt></script>`,
  '/exempt/next': () => `<h1>Next</h1><script async src="${collectorPrefix}/sillage-exempt.js" data-exempt></script>`,
  '/exempt/off': () => `<h1>Off</h1><script async src="${collectorPrefix}/sillage-exempt.js"></script>`,
  '/thanks': renderThanks,
  '/banner': renderBanner,
  '/own-banner': () =>
    `<h1>Our banner</h1><script async src="${collectorPrefix}/sillage-banner.js"></script><a data-sillage-consent href="#">Cookies</a>`,
};

/** The whole page with its tag, or `undefined` where the shop has none. `/bare` is a page without a tag. */
export function renderPage(url: URL): string | undefined {
  if (url.pathname === '/bare') return '<!doctype html><title>Bare</title><h1>No tag here</h1>';
  const body = url.pathname.startsWith('/cmp/') ? renderManagers(url) : bodies[url.pathname]?.();
  if (body === undefined) return undefined;
  const language = url.pathname.startsWith('/en/') ? 'en' : 'fr';
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>Shop ${url.pathname}</title><link rel="icon" href="data:,">
${renderTag(url)}</head><body>${body}</body></html>`;
}
