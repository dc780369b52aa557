import { findProduct } from '../catalogue/catalogue.js';
import type { Product } from '../catalogue/product.js';
import type { ShownRayon } from '../interests.js';
import { homePath, pagePath } from '../links.js';
import { formatDay, type Locale } from '../locale.js';
import type { Recommended } from '../recommended.js';
import { texts } from '../texts.js';
import { offerTexts } from '../texts-offers.js';
import { CartReminder } from './cart-reminder.js';
import { Hero } from './hero.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';
import { ProductCard, ProductGrid } from './product-card.js';
import { RayonList } from './rayon-list.js';

/** What the shop's server learnt of a recognised visitor. */
export interface LastVisits {
  visits: number;
  /** Milliseconds since 1970. */
  lastVisitAt: number;
  /** Latest first. */
  products: readonly Product[];
}

interface HomeProps {
  context: PageContext;
  rayons: readonly ShownRayon[];
  lastVisits: LastVisits | undefined;
  recommended: Recommended | undefined;
}

const favouriteIds = ['ESC-1003', 'ESC-2004', 'ESC-3001', 'ESC-4005', 'ESC-1006', 'ESC-2007', 'ESC-3008', 'ESC-4010'];

/** The home page; arranged for the visitor where the visitor is recognised and lets the shop remember. */
export function HomePage({ context, rayons, lastVisits, recommended }: HomeProps) {
  const { locale } = context;
  const t = texts[locale];
  const head = { title: t.shopTagline, description: t.heroText, otherPath: homePath(locale === 'fr' ? 'en' : 'fr') };
  return (
    <Layout context={context} head={head}>
      <Hero locale={locale} />
      {lastVisits === undefined ? null : <Recent lastVisits={lastVisits} locale={locale} />}
      <RayonList rayons={rayons} locale={locale} />
      {recommended === undefined ? (
        <section data-section="favourites">
          <Favourites locale={locale} />
        </section>
      ) : (
        <ForVisitor recommended={recommended} locale={locale} />
      )}
      <CartReminder cart={context.cart} locale={locale} />
    </Layout>
  );
}

function Recent({ lastVisits, locale }: { lastVisits: LastVisits; locale: Locale }) {
  const t = texts[locale];
  return (
    <section class="recent" data-section="recent" aria-labelledby="recent">
      <h2 id="recent">{t.recentTitle}</h2>
      <p>
        {t.recentIntro(lastVisits.visits, formatDay(lastVisits.lastVisitAt, locale))}{' '}
        <a href={pagePath('myData', locale)}>{t.recentWhy}</a>
      </p>
      <ProductGrid products={lastVisits.products} locale={locale} />
    </section>
  );
}

function Favourites({ locale }: { locale: Locale }) {
  return (
    <>
      <h2>{texts[locale].favourites}</h2>
      <ProductGrid products={favouriteIds.flatMap((id) => findProduct(id) ?? [])} locale={locale} />
    </>
  );
}

/** Made here, taken over by the browser: after a withdrawal on this page it gives back what everybody sees. */
function ForVisitor({ recommended, locale }: { recommended: Recommended; locale: Locale }) {
  return (
    <section data-section="recommended" {...recommended.attributes}>
      <h2>{recommended.title}</h2>
      <p class="intro">
        {recommended.text} <a href={pagePath('myData', locale)}>{offerTexts[locale].why}</a>
      </p>
      <ul class="grid">
        {recommended.products.map(({ product, reason }) => (
          <ProductCard product={product} locale={locale} why={reason} />
        ))}
      </ul>
      <template data-sillage-default="">
        <Favourites locale={locale} />
      </template>
    </section>
  );
}
