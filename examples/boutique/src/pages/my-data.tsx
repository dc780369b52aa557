import { pagePath } from '../links.js';
import { myDataTexts } from '../texts-my-data.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';

/** What the shop holds of the visitor who looks, and what they may do about it: Sillage's own element. */
export function MyDataPage({ context }: { context: PageContext }) {
  const { locale, tag } = context;
  const t = myDataTexts[locale];
  const head = { title: t.title, description: t.intro, otherPath: pagePath('myData', locale === 'fr' ? 'en' : 'fr') };
  return (
    <Layout context={context} head={head}>
      <header class="page-head">
        <h1>{t.title}</h1>
        <p>{t.intro}</p>
      </header>
      <sillage-my-data class="my-data" data-section="my-data" site={tag.site} endpoint={tag.endpoint} lang={locale}>
        {t.withoutScript}
      </sillage-my-data>
      <script type="module" src="/assets/my-data.js" />
      <script async src={`${tag.endpoint}/${tag.script.replace(/\.js$/, '-my-data.js')}`} />
    </Layout>
  );
}
