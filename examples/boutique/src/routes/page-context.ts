import type { Context } from 'hono';
import { getCookie, getSignedCookie } from 'hono/cookie';
import { readCart } from '../cart.js';
import { findCustomer, signIdentity } from '../identify.js';
import type { Locale } from '../locale.js';
import type { PageContext } from '../pages/page-context.js';
import type { StoreOptions } from '../store-options.js';

/** What a group of routes is made with. */
export interface RouteScope {
  locale: Locale;
  options: StoreOptions;
}

/** The shop's own cookies: a cart, an order and a sign-in are what the visitor asked for, and need no consent. */
export const shopCookies = { cart: 'cart', order: 'order', account: 'account' } as const;
export const shopCookieOptions = { path: '/', httpOnly: true, sameSite: 'Lax' } as const;

/** Reads the shop's cookies into what every page is rendered with. */
export async function readPageContext(context: Context, { locale, options }: RouteScope): Promise<PageContext> {
  const customerId = await getSignedCookie(context, options.sessionSecret, shopCookies.account);
  const customer = findCustomer(customerId === false ? undefined : customerId);
  const { site, endpoint, script, policyVersion, identifySecret } = options;
  const identity = customer && signIdentity({ site, customerId: customer.id }, identifySecret, options.clock());
  const { origin, pathname } = new URL(context.req.url);
  return {
    locale,
    origin,
    path: pathname,
    nonce: context.get('secureHeadersNonce') ?? '',
    cart: readCart(getCookie(context, shopCookies.cart)),
    customer,
    tag: { site, endpoint, script, policyVersion, identity },
  };
}
