import { type CartItem, maxQuantity, type Totals, totalsOf } from '../cart.js';
import { homePath, imagePath, pagePath, productPath } from '../links.js';
import type { Locale } from '../locale.js';
import { formatMoney } from '../money.js';
import { texts } from '../texts.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';
import { cartAttributes } from './sillage-attributes.js';

/** What is in the cart. */
export function CartPage({ context }: { context: PageContext }) {
  const { locale, cart } = context;
  const t = texts[locale];
  const head = { title: t.cart, description: t.cart, otherPath: pagePath('cart', locale === 'fr' ? 'en' : 'fr') };
  return (
    <Layout context={context} head={head}>
      <header class="page-head">
        <h1>{t.cart}</h1>
      </header>
      {cart.length === 0 ? (
        <p class="empty">
          {t.cartEmpty} <a href={homePath(locale)}>{t.cartBrowse}</a>
        </p>
      ) : (
        <div class="cart" data-section="cart">
          <ul class="lines">
            {cart.map((item) => (
              <Line item={item} locale={locale} />
            ))}
          </ul>
          <aside class="summary">
            <TotalsList totals={totalsOf(cart)} locale={locale} />
            <a class="button" href={pagePath('checkout', locale)}>
              {t.toCheckout}
            </a>
          </aside>
        </div>
      )}
    </Layout>
  );
}

function Line({ item: { product, quantity }, locale }: { item: CartItem; locale: Locale }) {
  const t = texts[locale];
  const most = Math.min(maxQuantity, product.stock);
  return (
    <li class="line">
      <img src={imagePath(product)} alt="" width="96" height="120" />
      <div>
        <p class="line-name">
          <a href={productPath(locale, product)}>{product.name[locale]}</a>
        </p>
        <p class="line-detail">
          {product.brand} · {product.variant} · {formatMoney(product.priceMinor, locale)}
        </p>
        <div class="line-forms">
          <form method="post" action={pagePath('cart', locale)}>
            <input type="hidden" name="product" value={product.id} />
            <label>
              <span class="visually-hidden">{`${t.quantity}: ${product.name[locale]}`}</span>
              <input type="number" name="quantity" min="0" max={String(most)} value={String(quantity)} />
            </label>
            <button class="link" type="submit" name="action" value="set">
              {t.update}
            </button>
          </form>
          <form method="post" action={pagePath('cart', locale)}>
            <input type="hidden" name="product" value={product.id} />
            <button
              class="link"
              type="submit"
              name="action"
              value="remove"
              aria-label={`${t.remove}: ${product.name[locale]}`}
              {...cartAttributes('remove', { product, quantity }, locale)}
            >
              {t.remove}
            </button>
          </form>
        </div>
      </div>
      <p class="line-total">{formatMoney(product.priceMinor * quantity, locale)}</p>
    </li>
  );
}

export function TotalsList({ totals, locale }: { totals: Totals; locale: Locale }) {
  const t = texts[locale];
  return (
    <dl class="totals">
      <dt>{t.subtotal}</dt>
      <dd>{formatMoney(totals.subtotalMinor, locale)}</dd>
      <dt>{t.shipping}</dt>
      <dd>{totals.shippingMinor === 0 ? t.shippingFree : formatMoney(totals.shippingMinor, locale)}</dd>
      <dt class="grand">
        {t.total} <small>{t.vatIncluded}</small>
      </dt>
      <dd class="grand">{formatMoney(totals.totalMinor, locale)}</dd>
    </dl>
  );
}
