import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { compress } from 'hono/compress';
import { csrf } from 'hono/csrf';
import { proxy } from 'hono/proxy';
import { findProductBySlug } from './catalogue/catalogue.js';
import { drawProduct } from './drawings/product-image.js';
import { homePath } from './links.js';
import { isLocale, locales, preferredLocale } from './locale.js';
import { OrderBook } from './orders.js';
import { NotFoundPage } from './pages/not-found.js';
import { catalogueRoutes, homeRoutes } from './routes/browsing.js';
import { cartRoutes } from './routes/cart.js';
import { readPageContext } from './routes/page-context.js';
import { render } from './routes/render.js';
import { visitorRoutes } from './routes/visitor.js';
import { securityHeaders } from './security.js';
import type { StoreOptions } from './store-options.js';

const publicRoot = fileURLToPath(new URL('../public/', import.meta.url));
const bannerRoot = dirname(createRequire(import.meta.url).resolve('tarteaucitronjs/tarteaucitron.js'));

/** The store: its pages, its files, and the path on which Sillage answers as if it were the store's own. */
export function createStore(options: StoreOptions): Hono {
  const app = new Hono({ strict: false });
  app.use(compress());
  const pass = passOn(options);
  app.all(
    `${options.endpoint}/v1/:call{(?:events|consent|personalise|probe|me(?:/(?:export|pause|reference))?)}`,
    pass,
  );
  app.get(`${options.endpoint}/:script{[\\w.-]+\\.js}`, pass);
  app.use(securityHeaders, csrf());
  app.use('/assets/*', serveFiles(publicRoot, '/assets'));
  app.use('/banner/*', serveFiles(bannerRoot, '/banner'));
  app.get('/images/:file{[a-z0-9-]+\\.svg}', answerImage);
  app.get('/', (context) => context.redirect(homePath(preferredLocale(context.req.header('Accept-Language')))));
  const orders = new OrderBook(options.newReference);
  for (const locale of locales) {
    const scope = { locale, options };
    for (const routes of [homeRoutes(scope), cartRoutes(scope, orders), visitorRoutes(scope), catalogueRoutes(scope)]) {
      app.route(`/${locale}`, routes);
    }
  }
  app.notFound((context) => answerNotFound(context, options));
  return app;
}

/** What a reverse proxy does: the same request to Sillage, with the address it came from. */
function passOn({ collectorUrl, endpoint, addressOf }: StoreOptions) {
  return async (context: Context): Promise<Response> => {
    const { pathname, search, protocol } = new URL(context.req.url);
    const headers = {
      ...context.req.header(),
      'X-Forwarded-For': addressOf(context),
      'X-Forwarded-Proto': protocol.slice(0, -1),
    };
    try {
      return await proxy(collectorUrl + pathname.slice(endpoint.length) + search, { raw: context.req.raw, headers });
    } catch {
      return context.body(null, 502); // Sillage is away: the browser keeps its events and sends them again
    }
  };
}

function serveFiles(root: string, prefix: string): MiddlewareHandler {
  return serveStatic({ root, rewriteRequestPath: (path) => path.slice(prefix.length) });
}

function answerImage(context: Context): Response | Promise<Response> {
  const product = findProductBySlug(context.req.param('file')?.slice(0, -4) ?? '');
  if (product === undefined) return context.notFound();
  const headers = { 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=86400' };
  return context.body(drawProduct(product), 200, headers);
}

async function answerNotFound(context: Context, options: StoreOptions): Promise<Response> {
  const first = context.req.path.split('/')[1];
  const page = await readPageContext(context, { locale: isLocale(first) ? first : locales[0], options });
  return render(context, <NotFoundPage context={page} />, 404);
}
