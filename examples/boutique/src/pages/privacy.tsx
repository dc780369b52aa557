import { pagePath } from '../links.js';
import { texts } from '../texts.js';
import { privacyTexts } from '../texts-privacy.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';

/** The shop's policy. */
export function PrivacyPage({ context }: { context: PageContext }) {
  const { locale } = context;
  const t = texts[locale];
  const head = {
    title: t.privacy,
    description: t.privacy,
    otherPath: pagePath('privacy', locale === 'fr' ? 'en' : 'fr'),
  };
  return (
    <Layout context={context} head={head}>
      <article class="prose">
        <h1>{t.privacy}</h1>
        {privacyTexts[locale].map(({ title, paragraphs }) => (
          <>
            <h2>{title}</h2>
            {paragraphs.map((paragraph) => (
              <p>{paragraph}</p>
            ))}
          </>
        ))}
        <p class="actions">
          <a class="button" href={pagePath('myData', locale)}>
            {t.myData}
          </a>
        </p>
      </article>
    </Layout>
  );
}
