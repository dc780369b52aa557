import { totalsOf } from '../cart.js';
import { purchasePush } from '../data-layer.js';
import { toScriptJson } from '../json-ld.js';
import { homePath, pagePath } from '../links.js';
import { formatMoney } from '../money.js';
import type { PlacedOrder } from '../orders.js';
import { texts } from '../texts.js';
import { TotalsList } from './cart.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';

/** Name, address and a payment that is none. */
export function CheckoutPage({ context }: { context: PageContext }) {
  const { locale, cart, customer } = context;
  const t = texts[locale];
  const totals = totalsOf(cart);
  const head = {
    title: t.checkout,
    description: t.checkout,
    otherPath: pagePath('checkout', locale === 'fr' ? 'en' : 'fr'),
  };
  return (
    <Layout context={context} head={head}>
      <header class="page-head">
        <h1>{t.checkout}</h1>
      </header>
      <div class="cart">
        <form class="fields" method="post" action={pagePath('checkout', locale)} data-section="checkout">
          <p class="notice">{t.checkoutNote}</p>
          <label>
            {t.name}
            <input name="name" autocomplete="name" value={customer?.name} required />
          </label>
          <label>
            {t.email}
            <input name="email" type="email" autocomplete="email" required />
          </label>
          <label>
            {t.address}
            <textarea name="address" rows={3} autocomplete="street-address" required />
          </label>
          <button class="button" type="submit">
            {t.pay(formatMoney(totals.totalMinor, locale))}
          </button>
        </form>
        <aside class="summary">
          <h2>{t.yourOrder}</h2>
          <ul class="short-lines">
            {cart.map(({ product, quantity }) => (
              <li>
                {quantity} × {product.name[locale]}
              </li>
            ))}
          </ul>
          <TotalsList totals={totals} locale={locale} />
        </aside>
      </div>
    </Layout>
  );
}

/** After the order: what GA4 asks a shop to push stands on the page, and may be loaded again. */
export function ThanksPage({ context, order }: { context: PageContext; order: PlacedOrder }) {
  const { locale, nonce } = context;
  const t = texts[locale];
  const head = { title: t.thanks, description: t.thanks, otherPath: pagePath('thanks', locale === 'fr' ? 'en' : 'fr') };
  const push = `window.dataLayer=window.dataLayer||[];dataLayer.push(${toScriptJson(purchasePush(order, locale))})`;
  return (
    <Layout context={context} head={head}>
      <header class="page-head">
        <h1>{t.thanks}</h1>
        <p>
          {t.thanksText} <strong>{order.orderId}</strong>.
        </p>
      </header>
      <div class="summary thanks">
        <ul class="short-lines">
          {order.items.map(({ product, quantity }) => (
            <li>
              {quantity} × {product.name[locale]}
            </li>
          ))}
        </ul>
        <TotalsList totals={order.totals} locale={locale} />
        <a class="button" href={homePath(locale)}>
          {t.thanksBack}
        </a>
      </div>
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: push }} />
    </Layout>
  );
}
