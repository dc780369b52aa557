import type { Product } from '../catalogue/product.js';
import { imagePath, productPath } from '../links.js';
import type { Locale } from '../locale.js';
import { formatMoney } from '../money.js';
import { texts } from '../texts.js';

interface CardProps {
  product: Product;
  locale: Locale;
  /** Why it is there, in a sentence for the visitor. */
  why?: string;
}

/** A product in a grid. */
export function ProductCard({ product, locale, why }: CardProps) {
  const t = texts[locale];
  return (
    <li class="card">
      <a href={productPath(locale, product)}>
        <img class="zoom" src={imagePath(product)} alt="" width="480" height="600" loading="lazy" />
        <span class="card-brand">{product.brand}</span>
        <span class="card-name">{product.name[locale]}</span>
        <span class="card-price">
          {formatMoney(product.priceMinor, locale)}
          {product.stock === 0 ? <em>{t.outOfStock}</em> : null}
        </span>
      </a>
      {why === undefined ? null : <p class="why">{why}</p>}
    </li>
  );
}

export function ProductGrid({ products, locale }: { products: readonly Product[]; locale: Locale }) {
  return (
    <ul class="grid">
      {products.map((product) => (
        <ProductCard product={product} locale={locale} />
      ))}
    </ul>
  );
}
