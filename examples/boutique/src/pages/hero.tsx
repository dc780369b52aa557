import { rayons } from '../catalogue/rayons.js';
import { rayonPath } from '../links.js';
import type { Locale } from '../locale.js';
import { slots } from '../offers/definitions.js';
import { texts } from '../texts.js';

/** The picture at the top: the shop's own words, and in a template what an offer for the visitor looks like. */
export function Hero({ locale }: { locale: Locale }) {
  const t = texts[locale];
  const [perfumes, luggage] = rayons;
  return (
    <section class="hero" data-section="hero" data-sillage-slot={slots.hero}>
      <div>
        <h1>{t.heroTitle}</h1>
        <p>{t.heroText}</p>
        <p class="actions">
          <a class="button" href={rayonPath(locale, perfumes)}>
            {t.heroAction}
          </a>
          {luggage === undefined ? null : (
            <a class="button quiet" href={rayonPath(locale, luggage)}>
              {t.heroSecondAction}
            </a>
          )}
        </p>
      </div>
      <template>
        <div>
          <h1 data-field="title">{t.heroTitle}</h1>
          <p data-field="text" />
          <p class="actions">
            <a class="button" href={rayonPath(locale, perfumes)} data-field="button" data-field-href="url">
              {t.heroAction}
            </a>
          </p>
          <p class="why" data-field="reason" />
        </div>
      </template>
    </section>
  );
}
