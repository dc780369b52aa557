import { findProduct } from '../catalogue/catalogue.js';
import type { Consent, HeldData, History, HistorySession } from '../collector.js';
import { pagePath, productPath } from '../links.js';
import type { Locale } from '../locale.js';
import { formatMoney } from '../money.js';
import { type MyDataTexts, myDataTexts } from '../texts-my-data.js';
import { Layout } from './layout.js';
import type { PageContext } from './page-context.js';

interface MyDataProps {
  context: PageContext;
  /** `null`: nobody known asks. `undefined`: Sillage gave no answer. */
  held: HeldData | null | undefined;
}

/** What the shop holds of the visitor who asks, in words; to withdraw and to erase. */
export function MyDataPage({ context, held }: MyDataProps) {
  const { locale, tag } = context;
  const t = myDataTexts[locale];
  const isHeld = held !== undefined && held !== null && held.consents.length > 0;
  const head = { title: t.title, description: t.intro, otherPath: pagePath('myData', locale === 'fr' ? 'en' : 'fr') };
  return (
    <Layout context={context} head={head}>
      <header class="page-head">
        <h1>{t.title}</h1>
        <p>{t.intro}</p>
      </header>
      {held === undefined ? <p class="notice">{t.noAnswer}</p> : null}
      <p class="notice" id="my-data-nothing" hidden={held === undefined || isHeld}>
        {t.nothing}
      </p>
      {held && isHeld ? <Held held={held} locale={locale} /> : null}
      <section class="panel" data-section="rights" aria-labelledby="rights">
        <h2 id="rights">{t.rights}</h2>
        <p>{t.rightsText}</p>
        <p class="actions">
          <button class="button quiet" type="button" data-my-data="withdraw">
            {t.withdraw}
          </button>
          <button
            class="button danger"
            type="button"
            data-my-data="erase"
            data-url={`${tag.endpoint}/v1/me?site=${tag.site}`}
          >
            {t.erase}
          </button>
        </p>
        <p
          role="status"
          id="my-data-status"
          data-withdrawn={t.withdrawn}
          data-erased={t.erased}
          data-failed={t.failed}
        />
      </section>
      <script type="module" src="/assets/my-data.js" />
    </Layout>
  );
}

/** Each part is marked: what is erased goes from the screen too. */
function Held({ held, locale }: { held: HeldData; locale: Locale }) {
  const t = myDataTexts[locale];
  return (
    <>
      <Overview history={held.history} locale={locale} />
      <section data-held data-section="visits" aria-labelledby="visits">
        <h2 id="visits">{t.visits}</h2>
        <ol class="visits">
          {held.history.sessions.map((session) => (
            <Visit session={session} locale={locale} />
          ))}
        </ol>
      </section>
      <section data-held data-section="consents" aria-labelledby="consents">
        <h2 id="consents">{t.consents}</h2>
        <ul class="visits">
          {held.consents.map((consent) => (
            <li class="panel">{describeConsent(consent, t, locale)}</li>
          ))}
        </ul>
        {held.customerIds.length > 0 ? <p>{t.customer(held.customerIds.join(', '))}</p> : null}
      </section>
    </>
  );
}

function Overview({ history, locale }: { history: History; locale: Locale }) {
  const t = myDataTexts[locale];
  const { sessions, visits, firstVisitAt } = history;
  const pages = sessions.reduce((count, session) => count + session.pages.length, 0);
  const orders = sessions.reduce((count, session) => count + session.orders.length, 0);
  const entries = [
    [t.visits, String(visits)],
    [t.firstVisit, firstVisitAt === undefined ? '–' : formatDay(firstVisitAt, locale)],
    [t.pagesSeen, String(pages)],
    [t.orders, String(orders)],
  ];
  return (
    <dl class="panels" data-held>
      {entries.map(([label, value]) => (
        <div>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Visit({ session, locale }: { session: HistorySession; locale: Locale }) {
  const t = myDataTexts[locale];
  return (
    <li class="panel">
      <h3>
        {formatMoment(session.startedAt, locale)} · <small>{t.attention(Math.round(session.attentionMs / 1000))}</small>
      </h3>
      <ul>
        {session.pages.map((page) => (
          <li>
            <a href={page.path}>{withoutShop(page.title) ?? page.path}</a>{' '}
            {page.attentionMs >= 1000 ? <small>{t.attention(Math.round(page.attentionMs / 1000))}</small> : null}
          </li>
        ))}
        {session.searches.map(({ query }) => (
          <li>{t.searched(query)}</li>
        ))}
        {session.cart.map(({ productId, quantity }) => (
          <li>
            {t.leftInCart} {quantity} × <ProductName id={productId} locale={locale} />
          </li>
        ))}
      </ul>
      {session.orders.map((order) => (
        <p class="order">
          {t.ordered} <strong>{order.orderId}</strong>, {formatMoney(order.totalMinor, locale)} :{' '}
          {order.lines.map(({ productId, quantity }, index) => (
            <>
              {index > 0 ? ', ' : ''}
              {quantity} × <ProductName id={productId} locale={locale} />
            </>
          ))}
        </p>
      ))}
    </li>
  );
}

function ProductName({ id, locale }: { id: string; locale: Locale }) {
  const product = findProduct(id);
  return product === undefined ? <code>{id}</code> : <a href={productPath(locale, product)}>{product.name[locale]}</a>;
}

function describeConsent(consent: Consent, t: MyDataTexts, locale: Locale): string {
  const choices = (['measurement', 'personalisation'] as const).map((purpose) =>
    consent.choices[purpose] === 'granted' ? t.granted[purpose] : t.denied[purpose],
  );
  const until = t.until(formatDay(consent.expiresAt, locale));
  return `${formatMoment(consent.decidedAt, locale)} (${consent.source}) : ${choices.join(', ')}. ${until}`;
}

/** Every title ends with the shop's name. */
const withoutShop = (title: string | undefined) => title?.replace(/ · [^·]*$/, '');
const tag = (locale: Locale) => (locale === 'fr' ? 'fr-FR' : 'en-GB');
const formatDay = (at: number, locale: Locale) =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: 'long' }).format(at);
const formatMoment = (at: number, locale: Locale) =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: 'long', timeStyle: 'short' }).format(at);
