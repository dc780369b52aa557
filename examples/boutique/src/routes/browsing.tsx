import { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import { findProductBySlug, findRayon, findSubRayon, searchProducts } from '../catalogue/catalogue.js';
import { toLastVisits } from '../last-visits.js';
import { pageSlugs, productPath } from '../links.js';
import { HomePage } from '../pages/home.js';
import { ProductPage } from '../pages/product.js';
import { RayonPage } from '../pages/rayon.js';
import { SearchPage } from '../pages/search.js';
import { type RouteScope, readPageContext } from './page-context.js';
import { render } from './render.js';

/** Home and search. */
export function homeRoutes(scope: RouteScope): Hono {
  const { locale, options } = scope;
  const app = new Hono();
  app.get('/', async (context) => {
    const page = await readPageContext(context, scope);
    const token = getCookie(context, options.visitorCookie);
    const history = token === undefined ? undefined : await options.collector.history(token);
    return render(context, <HomePage context={page} lastVisits={toLastVisits(history)} />);
  });
  app.get(`/${pageSlugs.search[locale]}`, async (context) => {
    const query = (context.req.query('q') ?? '').trim().slice(0, 80);
    const page = await readPageContext(context, scope);
    return render(context, <SearchPage context={page} query={query} results={searchProducts(query, locale)} />);
  });
  return app;
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
