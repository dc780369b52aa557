import { Hono } from 'hono';
import { deleteCookie, setSignedCookie } from 'hono/cookie';
import { findCustomer } from '../identify.js';
import { pagePath, pageSlugs } from '../links.js';
import { AccountPage } from '../pages/account.js';
import { MyDataPage } from '../pages/my-data.js';
import { PrivacyPage } from '../pages/privacy.js';
import { type RouteScope, readPageContext, shopCookieOptions, shopCookies } from './page-context.js';
import { render } from './render.js';

/** Account, privacy, and what the shop knows of who asks. */
export function visitorRoutes(scope: RouteScope): Hono {
  const { locale, options } = scope;
  const app = new Hono();
  app.get(`/${pageSlugs.account[locale]}`, async (context) =>
    render(context, <AccountPage context={await readPageContext(context, scope)} />),
  );
  app.post(`/${pageSlugs.account[locale]}`, async (context) => {
    const { customer: id } = await context.req.parseBody<{ customer?: string }>();
    const customer = findCustomer(id);
    if (customer === undefined) deleteCookie(context, shopCookies.account, { path: '/' });
    else await setSignedCookie(context, shopCookies.account, customer.id, options.sessionSecret, shopCookieOptions);
    return context.redirect(pagePath('account', locale), 303);
  });
  app.get(`/${pageSlugs.privacy[locale]}`, async (context) =>
    render(context, <PrivacyPage context={await readPageContext(context, scope)} />),
  );
  app.get(`/${pageSlugs.myData[locale]}`, async (context) =>
    render(context, <MyDataPage context={await readPageContext(context, scope)} />),
  );
  return app;
}
