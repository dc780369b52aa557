import { customers } from '../identify.js';
import { pagePath } from '../links.js';
import { texts } from '../texts.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';

/** A sign-in without a password, to show the shop's signature at work. */
export function AccountPage({ context }: { context: PageContext }) {
  const { locale, customer } = context;
  const t = texts[locale];
  const head = {
    title: t.account,
    description: t.account,
    otherPath: pagePath('account', locale === 'fr' ? 'en' : 'fr'),
  };
  return (
    <Layout context={context} head={head}>
      <header class="page-head">
        <h1>{t.account}</h1>
        <p>{customer === undefined ? t.accountIntro : t.signedInAs(customer.name)}</p>
      </header>
      <form
        class="choices"
        method="post"
        action={pagePath('account', locale)}
        data-sign-out={customer === undefined ? undefined : ''}
      >
        {customer === undefined ? (
          customers.map(({ id, name }) => (
            <button class="button" type="submit" name="customer" value={id}>
              {t.signIn(name)}
            </button>
          ))
        ) : (
          <>
            <p>
              {t.customerNumber} : <strong>{customer.id}</strong>
            </p>
            <button class="button quiet" type="submit" name="customer" value="">
              {t.signOut}
            </button>
          </>
        )}
      </form>
      <script type="module" src="/assets/sign-out.js" />
    </Layout>
  );
}
