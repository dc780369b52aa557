import { placeOf, relatedTo } from '../catalogue/catalogue.js';
import type { Product } from '../catalogue/product.js';
import { productLd } from '../json-ld.js';
import { imagePath, pagePath, productPath } from '../links.js';
import type { Locale } from '../locale.js';
import { currency, formatMoney, toDecimal } from '../money.js';
import { type Texts, texts } from '../texts.js';
import { Layout, type PageHead } from './layout.js';
import type { PageContext } from './page-context.js';
import { ProductGrid } from './product-card.js';
import { rayonCrumbs } from './rayon.js';
import { cartAttributes } from './sillage-attributes.js';

/** One product. */
export function ProductPage({ context, product }: { context: PageContext; product: Product }) {
  const { locale } = context;
  const t = texts[locale];
  const { subRayon } = placeOf(product);
  return (
    <Layout context={context} head={productHead(context, product)}>
      <article class="product">
        <img
          src={imagePath(product)}
          alt={`${product.name[locale]}, ${subRayon.label[locale].toLowerCase()}, ${product.brand}`}
          width="480"
          height="600"
        />
        <div class="product-facts" data-section="buy">
          <p class="product-brand">{product.brand}</p>
          <h1>{product.name[locale]}</h1>
          <p class="price">{formatMoney(product.priceMinor, locale)}</p>
          <p class="product-text">{product.description[locale]}</p>
          <Facts product={product} t={t} />
          <BuyForm product={product} locale={locale} />
          <details data-section="delivery">
            <summary>{t.delivery}</summary>
            <p>{t.deliveryText}</p>
          </details>
        </div>
      </article>
      <section data-section="related" aria-labelledby="related">
        <h2 id="related">{t.related}</h2>
        <ProductGrid products={relatedTo(product, 4)} locale={locale} />
      </section>
    </Layout>
  );
}

function productHead({ locale, origin }: PageContext, product: Product): PageHead {
  const { rayon, subRayon } = placeOf(product);
  const path = productPath(locale, product);
  return {
    title: `${product.name[locale]}, ${product.brand}`,
    description: product.description[locale],
    otherPath: productPath(locale === 'fr' ? 'en' : 'fr', product),
    crumbs: [...rayonCrumbs(locale, rayon, subRayon), { label: product.name[locale], path }],
    jsonLd: [productLd(product, locale, origin)],
    openGraph: {
      'og:type': 'product',
      'og:image': origin + imagePath(product),
      'product:brand': product.brand,
      'product:retailer_item_id': product.id,
      'product:price:amount': toDecimal(product.priceMinor),
      'product:price:currency': currency,
    },
  };
}

function Facts({ product, t }: { product: Product; t: Texts }) {
  const stock = product.stock > 6 ? t.inStock : t.lastPieces(product.stock);
  return (
    <dl class="facts">
      <dt>{t.size}</dt>
      <dd>{product.variant}</dd>
      <dt>{t.reference}</dt>
      <dd>{product.id}</dd>
      <dt class="visually-hidden">{t.inStock}</dt>
      <dd class={product.stock === 0 ? 'stock none' : 'stock'}>{product.stock === 0 ? t.outOfStock : stock}</dd>
    </dl>
  );
}

function BuyForm({ product, locale }: { product: Product; locale: Locale }) {
  const t = texts[locale];
  if (product.stock === 0) return null;
  const most = Math.min(5, product.stock);
  return (
    <form class="buy" method="post" action={pagePath('cart', locale)}>
      <input type="hidden" name="product" value={product.id} />
      <label>
        {t.quantity}
        <select name="quantity">
          {Array.from({ length: most }, (_, index) => (
            <option value={String(index + 1)}>{index + 1}</option>
          ))}
        </select>
      </label>
      <button
        class="button"
        type="submit"
        name="action"
        value="add"
        {...cartAttributes('add', { product, quantity: 1 }, locale)}
      >
        {t.addToCart}
      </button>
      <script type="module" src="/assets/buy.js" />
    </form>
  );
}
