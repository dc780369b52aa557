import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { addToCart, type Cart, readCart, setQuantity, writeCart } from '../cart.js';
import { findProduct } from '../catalogue/catalogue.js';
import { pagePath, pageSlugs } from '../links.js';
import type { OrderBook } from '../orders.js';
import { CartPage } from '../pages/cart.js';
import { CheckoutPage, ThanksPage } from '../pages/checkout.js';
import { type RouteScope, readPageContext, shopCookieOptions, shopCookies } from './page-context.js';
import { render } from './render.js';

/** A form's fields as they came. */
interface CartForm {
  product?: unknown;
  action?: unknown;
  quantity?: unknown;
}

/** Cart, checkout and thank-you page: forms and redirects, no script needed. */
export function cartRoutes(scope: RouteScope, orders: OrderBook): Hono {
  const { locale } = scope;
  const app = new Hono();
  app.get(`/${pageSlugs.cart[locale]}`, async (context) =>
    render(context, <CartPage context={await readPageContext(context, scope)} />),
  );
  app.post(`/${pageSlugs.cart[locale]}`, async (context) => {
    const form = await context.req.parseBody();
    keepCart(context, changeCart(readCart(getCookie(context, shopCookies.cart)), form));
    return context.redirect(pagePath('cart', locale), 303);
  });
  app.get(`/${pageSlugs.checkout[locale]}`, async (context) => {
    const page = await readPageContext(context, scope);
    if (page.cart.length === 0) return context.redirect(pagePath('cart', locale));
    return render(context, <CheckoutPage context={page} />);
  });
  app.post(`/${pageSlugs.checkout[locale]}`, (context) => {
    const cart = readCart(getCookie(context, shopCookies.cart));
    if (cart.length === 0) return context.redirect(pagePath('cart', locale), 303);
    setCookie(context, shopCookies.order, orders.place(cart).orderId, shopCookieOptions);
    deleteCookie(context, shopCookies.cart, { path: '/' });
    return context.redirect(pagePath('thanks', locale), 303);
  });
  app.get(`/${pageSlugs.thanks[locale]}`, async (context) => {
    const order = orders.find(getCookie(context, shopCookies.order));
    if (order === undefined) return context.redirect(pagePath('cart', locale));
    return render(context, <ThanksPage context={await readPageContext(context, scope)} order={order} />);
  });
  return app;
}

/** What one of the cart's forms asks for; a form that makes no sense changes nothing. */
function changeCart(cart: Cart, { product: id, action, quantity: given }: CartForm): Cart {
  const product = findProduct(String(id));
  if (product === undefined) return cart;
  if (action === 'remove') return setQuantity(cart, product, 0);
  const quantity = Number(given ?? Number.NaN);
  if (!Number.isInteger(quantity)) return cart;
  return action === 'set' ? setQuantity(cart, product, quantity) : addToCart(cart, product, quantity);
}

function keepCart(context: Context, cart: Cart): void {
  if (cart.length === 0) deleteCookie(context, shopCookies.cart, { path: '/' });
  else setCookie(context, shopCookies.cart, writeCart(cart), { ...shopCookieOptions, maxAge: 30 * 86_400 });
}
