import { type DashboardSession, ProblemError, type Site } from '@sillage/protocol';
import type { Context, Hono } from 'hono';
import type { AccountsOptions, RateLimiter } from '../accounts-options.js';
import { covers, toPrincipal } from '../principal.js';
import { passwordChangeSchema, signInSchema } from '../schemas.js';
import type { StoredUser } from '../store/users.js';
import { readBody } from './answer.js';
import { checkSameOrigin } from './check-same-origin.js';
import { findPrincipal } from './find-principal.js';
import { clearSessionCookie, readSessionCookie, setSessionCookie } from './session-cookie.js';

/** `GET`, `POST` and `DELETE dashboard/session`, `DELETE dashboard/sessions`, `PUT dashboard/password`. */
export function mountSessionRoutes(app: Hono, options: AccountsOptions): void {
  app.get('/dashboard/session', async (context) => context.json(toSession(await findUser(context, options), options)));
  app.post('/dashboard/session', (context) => signIn(context, options));
  app.delete('/dashboard/session', async (context) => {
    checkSameOrigin(context);
    await endPresented(context, options);
    return answerSignedOut(context, options);
  });
  app.delete('/dashboard/sessions', async (context) => {
    await options.accounts.sessions.endAll((await findUser(context, options)).id);
    return answerSignedOut(context, options);
  });
  app.put('/dashboard/password', (context) => changePassword(context, options));
}

async function findUser(context: Context, options: AccountsOptions): Promise<StoredUser> {
  const { user } = await findPrincipal(context, options);
  if (!user) throw new ProblemError('not_signed_in');
  return user;
}

/** The same answer, after the same time, for an address that nobody has and for a wrong password. */
async function signIn(context: Context, options: AccountsOptions): Promise<Response> {
  checkSameOrigin(context);
  const { accounts, clock } = options;
  const { email, password } = await readBody(context, signInSchema);
  takeAttempt(context, email, options);
  const user = await accounts.users.findByEmail(email);
  const isRight = await accounts.passwords.isRight(password, user?.passwordHash);
  const token = user && isRight && (await accounts.sessions.open(user, clock()));
  if (!user || !token) throw new ProblemError('wrong_credentials');
  await endPresented(context, options);
  setSessionCookie(context, token, options.isHttps(context));
  return context.json(toSession(user, options));
}

async function changePassword(context: Context, options: AccountsOptions): Promise<Response> {
  const { passwords, users, sessions } = options.accounts;
  const user = await findUser(context, options);
  const { current, next } = await readBody(context, passwordChangeSchema);
  takeAttempt(context, user.email, options);
  if (!(await passwords.isRight(current, user.passwordHash))) throw new ProblemError('wrong_credentials');
  const passwordHash = await passwords.hash(next);
  // it may have been changed since it was checked, by who has to shut somebody out
  if (!(await users.change(user.id, { passwordHash }, { passwordHash: user.passwordHash })))
    throw new ProblemError('wrong_credentials');
  await sessions.endAll(user.id, readSessionCookie(context));
  return context.body(null, 204);
}

/** Throws `rate_limited`. */
function takeAttempt(context: Context, email: string, { limits, networkOf, clock }: AccountsOptions): void {
  const take = (limiter: RateLimiter, key: string) => {
    const waitMs = limiter.take(key, clock());
    if (waitMs > 0) throw new ProblemError('rate_limited', undefined, Math.ceil(waitMs / 1000));
  };
  take(limits.network, networkOf(context));
  take(limits.account, email);
}

async function endPresented(context: Context, { accounts }: AccountsOptions): Promise<void> {
  const token = readSessionCookie(context);
  if (token) await accounts.sessions.end(token);
}

function answerSignedOut(context: Context, options: AccountsOptions): Response {
  clearSessionCookie(context, options.isHttps(context));
  return context.body(null, 204);
}

function toSession(user: StoredUser, { sites }: AccountsOptions): DashboardSession {
  const { id, email, name, role } = user;
  const { permissions, sites: own } = toPrincipal(user);
  const seen = sites.filter((site) => covers(own, [site.id]));
  return { user: { id, email, name, role }, permissions, sites: seen.map(toDashboardSite) };
}

function toDashboardSite({ id, name, timeZone, currency, origins }: Site): DashboardSession['sites'][number] {
  return { id, name, timeZone, currency, origins };
}
