import { findProduct, productsOf } from '../catalogue/catalogue.js';
import type { Product } from '../catalogue/product.js';
import { rayons } from '../catalogue/rayons.js';
import { homePath, imagePath, pagePath, rayonPath } from '../links.js';
import type { Locale } from '../locale.js';
import { texts } from '../texts.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';
import { ProductGrid } from './product-card.js';

/** What the shop's server learnt of a recognised visitor. */
export interface LastVisits {
  visits: number;
  /** Milliseconds since 1970. */
  lastVisitAt: number;
  /** Latest first. */
  products: readonly Product[];
}

const favouriteIds = ['ESC-1003', 'ESC-2004', 'ESC-3001', 'ESC-4005', 'ESC-1006', 'ESC-2007', 'ESC-3008', 'ESC-4010'];

/** The home page; with the visitor's last visits where the visitor is recognised and lets the shop remember. */
export function HomePage({ context, lastVisits }: { context: PageContext; lastVisits: LastVisits | undefined }) {
  const { locale } = context;
  const t = texts[locale];
  const head = { title: t.shopTagline, description: t.heroText, otherPath: homePath(locale === 'fr' ? 'en' : 'fr') };
  const [perfumes, luggage] = rayons;
  return (
    <Layout context={context} head={head}>
      <section class="hero" data-section="hero">
        <div>
          <h1>{t.heroTitle}</h1>
          <p>{t.heroText}</p>
          <p class="actions">
            {perfumes === undefined ? null : (
              <a class="button" href={rayonPath(locale, perfumes)}>
                {t.heroAction}
              </a>
            )}
            {luggage === undefined ? null : (
              <a class="button quiet" href={rayonPath(locale, luggage)}>
                {t.heroSecondAction}
              </a>
            )}
          </p>
        </div>
      </section>
      {lastVisits === undefined ? null : <Recent lastVisits={lastVisits} locale={locale} />}
      <Rayons locale={locale} />
      <section data-section="favourites" aria-labelledby="favourites">
        <h2 id="favourites">{t.favourites}</h2>
        <ProductGrid products={favouriteIds.flatMap((id) => findProduct(id) ?? [])} locale={locale} />
      </section>
    </Layout>
  );
}

function Recent({ lastVisits, locale }: { lastVisits: LastVisits; locale: Locale }) {
  const t = texts[locale];
  const day = new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { day: 'numeric', month: 'long' });
  return (
    <section class="recent" data-section="recent" aria-labelledby="recent">
      <h2 id="recent">{t.recentTitle}</h2>
      <p>
        {t.recentIntro(lastVisits.visits, day.format(lastVisits.lastVisitAt))}{' '}
        <a href={pagePath('myData', locale)}>{t.recentWhy}</a>
      </p>
      <ProductGrid products={lastVisits.products} locale={locale} />
    </section>
  );
}

function Rayons({ locale }: { locale: Locale }) {
  const t = texts[locale];
  return (
    <section data-section="rayons" aria-labelledby="rayons">
      <h2 id="rayons">{t.sectionsTitle}</h2>
      <ul class="rayons">
        {rayons.map((rayon) => {
          const products = productsOf(rayon);
          const shown = products.filter((_, index) => index % 3 === 0).slice(0, 2);
          return (
            <li>
              <a href={rayonPath(locale, rayon)}>
                <span class="rayon-pictures">
                  {shown.map((product) => (
                    <img class="zoom" src={imagePath(product)} alt="" width="480" height="600" loading="lazy" />
                  ))}
                </span>
                <strong>{rayon.label[locale]}</strong>
                <span>{rayon.tagline[locale]}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
