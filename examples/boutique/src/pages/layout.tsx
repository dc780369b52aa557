import type { Child } from 'hono/jsx';
import { countItems, toLines } from '../cart.js';
import { rayons } from '../catalogue/rayons.js';
import { breadcrumbList, type Crumb, toScriptJson } from '../json-ld.js';
import { homePath, pagePath, rayonPath } from '../links.js';
import type { Locale } from '../locale.js';
import { texts } from '../texts.js';
import { AccountIcon, CartIcon, SearchIcon, WakeMark } from './icons.js';
import type { PageContext } from './page-context.js';
import { SillageTag } from './sillage-tag.js';

export interface PageHead {
  title: string;
  description: string;
  /** The same page in the other language. */
  otherPath: string;
  crumbs?: readonly Crumb[];
  jsonLd?: readonly object[];
  openGraph?: Record<string, string>;
}

interface LayoutProps {
  context: PageContext;
  head: PageHead;
  children?: Child;
}

const otherLocale = (locale: Locale): Locale => (locale === 'fr' ? 'en' : 'fr');

/** The frame of every page. */
export function Layout({ context, head, children }: LayoutProps) {
  const t = texts[context.locale];
  return (
    <html lang={context.locale}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${head.title} · ${t.shopName}`}</title>
        <Meta context={context} head={head} />
        <link rel="icon" href="/assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/assets/style.css" />
        <SillageTag context={context} />
        <script
          type="application/json"
          data-sillage-context=""
          dangerouslySetInnerHTML={{ __html: toScriptJson({ cart: toLines(context.cart) }) }}
        />
      </head>
      <body>
        <a class="skip" href="#content">
          {t.skipLink}
        </a>
        <p class="demo-note">{t.demoNote}</p>
        <Header context={context} otherPath={head.otherPath} />
        <main id="content">
          {head.crumbs === undefined ? null : <Breadcrumb crumbs={head.crumbs} label={t.breadcrumb} />}
          {children}
        </main>
        <Footer context={context} />
      </body>
    </html>
  );
}

function Meta({ context, head }: LayoutProps) {
  const { origin, path, locale } = context;
  const openGraph = {
    'og:title': head.title,
    'og:description': head.description,
    'og:url': origin + path,
    'og:site_name': texts[locale].shopName,
    'og:locale': locale === 'fr' ? 'fr_FR' : 'en_GB',
    'og:type': 'website',
    ...head.openGraph,
  };
  const jsonLd = [...(head.crumbs === undefined ? [] : [breadcrumbList(head.crumbs, origin)]), ...(head.jsonLd ?? [])];
  return (
    <>
      <meta name="description" content={head.description} />
      <link rel="canonical" href={origin + path} />
      <link rel="alternate" hreflang={otherLocale(locale)} href={origin + head.otherPath} />
      {Object.entries(openGraph).map(([property, content]) => (
        <meta property={property} content={content} />
      ))}
      {jsonLd.map((entry) => (
        <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: toScriptJson(entry) }} />
      ))}
    </>
  );
}

function Header({ context, otherPath }: { context: PageContext; otherPath: string }) {
  const { locale, cart } = context;
  const t = texts[locale];
  return (
    <header class="header">
      <a class="brand" href={homePath(locale)}>
        <WakeMark />
        {t.shopName}
      </a>
      <nav class="sections" aria-label={t.sections}>
        {rayons.map((rayon) => {
          const href = rayonPath(locale, rayon);
          const isCurrent = context.path === href || context.path.startsWith(`${href}/`);
          return (
            <a href={href} aria-current={isCurrent ? 'true' : undefined}>
              {rayon.label[locale]}
            </a>
          );
        })}
      </nav>
      <div class="tools">
        <a class="tool" href={pagePath('search', locale)} aria-label={t.search}>
          <SearchIcon />
        </a>
        <a class="tool" href={pagePath('account', locale)} aria-label={t.account}>
          <AccountIcon />
        </a>
        <a class="tool" href={pagePath('cart', locale)} aria-label={`${t.cart} (${countItems(cart)})`}>
          <CartIcon />
          {cart.length > 0 ? <span class="badge">{countItems(cart)}</span> : null}
        </a>
        <a class="language" href={otherPath} hreflang={otherLocale(locale)} lang={otherLocale(locale)}>
          {t.otherLanguage}
        </a>
      </div>
    </header>
  );
}

function Breadcrumb({ crumbs, label }: { crumbs: readonly Crumb[]; label: string }) {
  return (
    <nav class="breadcrumb" aria-label={label}>
      <ol>
        {crumbs.map((crumb, index) => (
          <li>
            {index === crumbs.length - 1 ? (
              <span aria-current="page">{crumb.label}</span>
            ) : (
              <a href={crumb.path}>{crumb.label}</a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Footer({ context: { locale } }: { context: PageContext }) {
  const t = texts[locale];
  return (
    <footer class="footer" data-section="footer">
      <ul class="services">
        {t.services.map(([title, detail]) => (
          <li>
            <strong>{title}</strong>
            <span>{detail}</span>
          </li>
        ))}
      </ul>
      <div class="footer-links">
        <span>
          {t.shopName} · {t.shopTagline}
        </span>
        <a href={pagePath('myData', locale)}>{t.myData}</a>
        <a href={pagePath('privacy', locale)}>{t.privacy}</a>
        <button type="button" class="tarteaucitronOpenPanel">
          {t.manageCookies}
        </button>
      </div>
    </footer>
  );
}
