import { productsOf } from '../catalogue/catalogue.js';
import type { Rayon } from '../catalogue/product.js';
import { type InterestReason, productOf, type ShownRayon } from '../interests.js';
import { imagePath, rayonPath } from '../links.js';
import { formatDay, type Locale } from '../locale.js';
import { texts } from '../texts.js';
import { offerTexts } from '../texts-offers.js';

/** The rayons in the order they are given, each with what it owes its place to. */
export function RayonList({ rayons, locale }: { rayons: readonly ShownRayon[]; locale: Locale }) {
  const isOrdered = rayons.some(({ why }) => why !== undefined);
  return (
    <section data-section="rayons" aria-labelledby="rayons">
      <h2 id="rayons">{isOrdered ? offerTexts[locale].rayonsTitle : texts[locale].sectionsTitle}</h2>
      <ul class="rayons">
        {rayons.map(({ rayon, why }) => (
          <li>
            <RayonLink rayon={rayon} locale={locale} />
            {why === undefined ? null : <p class="why">{tellWhy(why, locale)}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function RayonLink({ rayon, locale }: { rayon: Rayon; locale: Locale }) {
  const pictures = productsOf(rayon)
    .filter((_, index) => index % 3 === 0)
    .slice(0, 2);
  return (
    <a href={rayonPath(locale, rayon)}>
      <span class="rayon-pictures">
        {pictures.map((product) => (
          <img class="zoom" src={imagePath(product)} alt="" width="480" height="600" loading="lazy" />
        ))}
      </span>
      <strong>{rayon.label[locale]}</strong>
      <span>{rayon.tagline[locale]}</span>
    </a>
  );
}

function tellWhy(why: InterestReason, locale: Locale): string {
  const t = offerTexts[locale];
  const product = productOf(why);
  const day = formatDay(why.at, locale);
  return product === undefined ? t.rayonWhy(day) : t.productWhy[why.did](product.name[locale], day);
}
