import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { toLines } from '../cart.js';
import { findProductBySlug, findRayon, findSubRayon, searchProducts } from '../catalogue/catalogue.js';
import { rayons } from '../catalogue/rayons.js';
import { orderRayons } from '../interests.js';
import { toLastVisits } from '../last-visits.js';
import { pageSlugs, productPath } from '../links.js';
import { slots } from '../offers/definitions.js';
import { HomePage } from '../pages/home.js';
import type { PageContext } from '../pages/page-context.js';
import { ProductPage } from '../pages/product.js';
import { RayonPage } from '../pages/rayon.js';
import { SearchPage } from '../pages/search.js';
import { toRecommended } from '../recommended.js';
import type { StoreOptions } from '../store-options.js';
import { type RouteScope, readPageContext } from './page-context.js';
import { render } from './render.js';

/** Home and search. */
export function homeRoutes(scope: RouteScope): Hono {
  const { locale, options } = scope;
  const app = new Hono();
  app.get('/', async (context) => {
    const page = await readPageContext(context, scope);
    const token = getCookie(context, options.visitorCookie);
    const [history, reply] =
      token === undefined ? [] : await askAbout(token, page, { options, gpc: context.req.header('Sec-GPC') === '1' });
    const lastVisits = toLastVisits(history);
    return render(
      context,
      <HomePage
        context={page}
        rayons={orderRayons(rayons, reply?.interests ?? [])}
        lastVisits={lastVisits}
        recommended={toRecommended(reply?.decisions[slots.recommended], lastVisits?.products)}
      />,
    );
  });
  app.get(`/${pageSlugs.search[locale]}`, async (context) => {
    const query = (context.req.query('q') ?? '').trim().slice(0, 80);
    const page = await readPageContext(context, scope);
    return render(context, <SearchPage context={page} query={query} results={searchProducts(query, locale)} />);
  });
  return app;
}

/** Both at the same time: the page waits for neither longer than for the other. */
function askAbout(visitorToken: string, page: PageContext, { options, gpc }: { options: StoreOptions; gpc: boolean }) {
  const { path, locale } = page;
  const context = { path, locale, gpc, cart: toLines(page.cart) };
  const { collector } = options;
  const question = { visitorToken, slots: [slots.recommended], context };
  return Promise.all([collector.history(visitorToken), collector.personalise(question)]);
}

/** Rayons, sub-rayons and products, and what stands at no address. */
export function catalogueRoutes(scope: RouteScope): Hono {
  const { locale } = scope;
  const app = new Hono();
  app.get('/:rayon/:subRayon?', async (context) => {
    const rayon = findRayon(context.req.param('rayon'), locale);
    const slug = context.req.param('subRayon');
    const subRayon = rayon && slug !== undefined ? findSubRayon(rayon, slug, locale) : undefined;
    if (rayon === undefined || (slug !== undefined && subRayon === undefined)) return context.notFound();
    const page = await readPageContext(context, scope);
    return render(context, <RayonPage context={page} rayon={rayon} subRayon={subRayon} />);
  });
  app.get('/:rayon/:subRayon/:product', async (context) => {
    const product = findProductBySlug(context.req.param('product'));
    if (product === undefined) return context.notFound();
    if (context.req.path !== productPath(locale, product)) return context.redirect(productPath(locale, product), 301);
    return render(context, <ProductPage context={await readPageContext(context, scope)} product={product} />);
  });
  return app;
}
