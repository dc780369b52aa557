import { homePath } from '../links.js';
import { texts } from '../texts.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';

/** A browser is not told the status of its page: the page tells Sillage itself. */
const tellNotFound = "sillage('track','custom',{name:'not_found'});";

/** What stands at no address. */
export function NotFoundPage({ context }: { context: PageContext }) {
  const { locale, nonce } = context;
  const t = texts[locale];
  const head = { title: t.notFound, description: t.notFoundText, otherPath: homePath(locale === 'fr' ? 'en' : 'fr') };
  return (
    <Layout context={context} head={head}>
      <header class="page-head">
        <h1>{t.notFound}</h1>
        <p>
          {t.notFoundText} <a href={homePath(locale)}>{t.home}</a>
        </p>
      </header>
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: tellNotFound }} />
    </Layout>
  );
}
