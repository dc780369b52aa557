import { productsOf } from '../catalogue/catalogue.js';
import type { Rayon, SubRayon } from '../catalogue/product.js';
import type { Crumb } from '../json-ld.js';
import { homePath, rayonPath } from '../links.js';
import type { Locale } from '../locale.js';
import { texts } from '../texts.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';
import { ProductGrid } from './product-card.js';

interface RayonProps {
  context: PageContext;
  rayon: Rayon;
  subRayon: SubRayon | undefined;
}

/** A section of the shop or one of its sub-sections. */
export function RayonPage({ context, rayon, subRayon }: RayonProps) {
  const { locale } = context;
  const t = texts[locale];
  const products = productsOf(rayon, subRayon);
  const title = (subRayon ?? rayon).label[locale];
  const head = {
    title,
    description: `${title}. ${rayon.tagline[locale]}`,
    otherPath: rayonPath(locale === 'fr' ? 'en' : 'fr', rayon, subRayon),
    crumbs: rayonCrumbs(locale, rayon, subRayon),
  };
  return (
    <Layout context={context} head={head}>
      <header class="page-head">
        <h1>{title}</h1>
        <p>{rayon.tagline[locale]}</p>
      </header>
      <nav class="chips" aria-label={rayon.label[locale]}>
        <a href={rayonPath(locale, rayon)} aria-current={subRayon === undefined ? 'page' : undefined}>
          {t.all}
        </a>
        {rayon.subRayons.map((one) => (
          <a href={rayonPath(locale, rayon, one)} aria-current={one === subRayon ? 'page' : undefined}>
            {one.label[locale]}
          </a>
        ))}
        <span>{t.productCount(products.length)}</span>
      </nav>
      <section data-section="products" aria-label={title}>
        <ProductGrid products={products} locale={locale} />
      </section>
    </Layout>
  );
}

/** Home, rayon, sub-rayon: what the page shows and JSON-LD says. */
export function rayonCrumbs(locale: Locale, rayon: Rayon, subRayon?: SubRayon): Crumb[] {
  const crumbs = [
    { label: texts[locale].home, path: homePath(locale) },
    { label: rayon.label[locale], path: rayonPath(locale, rayon) },
  ];
  if (subRayon === undefined) return crumbs;
  return [...crumbs, { label: subRayon.label[locale], path: rayonPath(locale, rayon, subRayon) }];
}
