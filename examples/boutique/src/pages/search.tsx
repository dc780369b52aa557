import type { Product } from '../catalogue/product.js';
import { rayons } from '../catalogue/rayons.js';
import { pagePath, rayonPath } from '../links.js';
import { slots } from '../offers/definitions.js';
import { texts } from '../texts.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';
import { ProductGrid } from './product-card.js';
import { searchAttributes } from './sillage-attributes.js';

interface SearchProps {
  context: PageContext;
  query: string;
  results: readonly Product[];
}

/** The search field, and what answers to a query. */
export function SearchPage({ context, query, results }: SearchProps) {
  const { locale } = context;
  const t = texts[locale];
  const head = {
    title: query === '' ? t.search : t.searchTitle(query),
    description: t.searchLabel,
    otherPath: pagePath('search', locale === 'fr' ? 'en' : 'fr'),
  };
  return (
    <Layout context={context} head={head}>
      <header class="page-head">
        <h1>{query === '' ? t.search : t.searchTitle(query)}</h1>
      </header>
      <search>
        <form class="search" action={pagePath('search', locale)}>
          <label class="visually-hidden" for="q">
            {t.searchLabel}
          </label>
          <input id="q" name="q" type="search" value={query} placeholder={t.searchPlaceholder} maxlength={80} />
          <button class="button" type="submit">
            {t.search}
          </button>
        </form>
      </search>
      {query === '' ? null : (
        <section data-section="results" aria-live="polite" {...searchAttributes(query, results.length)}>
          <p class="count">{results.length === 0 ? t.searchNothing(query) : t.productCount(results.length)}</p>
          <ProductGrid products={results} locale={locale} />
        </section>
      )}
      {query === '' ? null : <section data-sillage-slot={slots.found} />}
      {results.length === 0 ? <Elsewhere context={context} /> : null}
    </Layout>
  );
}

function Elsewhere({ context: { locale } }: { context: PageContext }) {
  const t = texts[locale];
  return (
    <div class="elsewhere">
      <p>{t.searchAdvice}</p>
      <p class="chips">
        {rayons.map((rayon) => (
          <a href={rayonPath(locale, rayon)}>{rayon.label[locale]}</a>
        ))}
      </p>
    </div>
  );
}
