import { ProblemError } from '@sillage/protocol';
import type { Context, Hono } from 'hono';
import type { AccountsOptions } from '../accounts-options.js';
import { covers, type Principal } from '../principal.js';
import { newUserSchema, userChangeSchema } from '../schemas.js';
import { type StoredUser, toDashboardUser } from '../store/users.js';
import { readBody } from './answer.js';
import { checkPermission, findPrincipal } from './find-principal.js';

/**
 * `GET` and `POST dashboard/users`, `PUT` and `DELETE dashboard/users/{id}`. An admin of some sites sees and changes those
 * who have no others.
 */
export function mountUserRoutes(app: Hono, options: AccountsOptions): void {
  app.get('/dashboard/users', async (context) => {
    const admin = await findAdmin(context, options);
    const users = (await options.accounts.users.list()).filter((user) => covers(admin.sites, user.sites));
    return context.json({ users: users.map(toDashboardUser) });
  });
  app.post('/dashboard/users', (context) => addUser(context, options));
  app.put('/dashboard/users/:id', (context) => changeUser(context, options));
  app.delete('/dashboard/users/:id', (context) => removeUser(context, options));
}

async function addUser(context: Context, options: AccountsOptions): Promise<Response> {
  const admin = await findAdmin(context, options);
  const { password, ...user } = await readBody(context, newUserSchema);
  checkSites(user.sites, admin, options);
  const { users, passwords } = options.accounts;
  if (await users.findByEmail(user.email)) throw new ProblemError('email_taken');
  const added = await users.add({ ...user, passwordHash: await passwords.hash(password) }, options.clock());
  if (!added) throw new ProblemError('email_taken');
  return context.json(toDashboardUser(added), 201);
}

/** Counts at once: each request asks for the user anew. */
async function changeUser(context: Context, options: AccountsOptions): Promise<Response> {
  const admin = await findAdmin(context, options);
  const { users, passwords, sessions } = options.accounts;
  await findManaged(context, admin, options);
  const { password, ...change } = await readBody(context, userChangeSchema);
  if (change.sites) checkSites(change.sites, admin, options);
  const passwordHash = password === undefined ? undefined : await passwords.hash(password);
  const find = () => findManaged(context, admin, options);
  const user = await onManaged(find, ({ id, sites }) => users.change(id, { ...change, passwordHash }, { sites }));
  if (passwordHash !== undefined) await sessions.endAll(user.id);
  return context.json(toDashboardUser({ ...user, ...change }));
}

async function removeUser(context: Context, options: AccountsOptions): Promise<Response> {
  const admin = await findAdmin(context, options);
  const find = () => findManaged(context, admin, options);
  await onManaged(find, ({ id, sites }) => options.accounts.users.remove(id, { sites }));
  return context.body(null, 204);
}

export async function findAdmin(context: Context, options: AccountsOptions): Promise<Principal> {
  const principal = await findPrincipal(context, options);
  checkPermission(principal, 'accounts:manage');
  return principal;
}

/** Does it to who is found, who is looked for again where they were given other sites meanwhile. Throws `last_admin` where it is not done. */
async function onManaged(
  find: () => Promise<StoredUser>,
  act: (user: StoredUser) => Promise<boolean>,
): Promise<StoredUser> {
  for (let user = await find(); ; ) {
    if (await act(user)) return user;
    const { sites } = user;
    user = await find();
    if (covers(user.sites, sites) && covers(sites, user.sites)) throw new ProblemError('last_admin');
  }
}

/** One answer for who is not there and who is another's to manage. */
async function findManaged(context: Context, admin: Principal, { accounts }: AccountsOptions): Promise<StoredUser> {
  const user = await accounts.users.find(context.req.param('id') ?? '');
  if (!user || !covers(admin.sites, user.sites)) throw new ProblemError('not_found');
  return user;
}

/** Throws `unknown_site` where one is not there or not the admin's to give. */
export function checkSites(wanted: readonly string[], admin: Principal, { sites }: AccountsOptions): void {
  const unknown = wanted.find((id) => !sites.some((site) => site.id === id));
  if (unknown !== undefined) throw new ProblemError('unknown_site', unknown);
  if (!covers(admin.sites, wanted)) throw new ProblemError('unknown_site');
}
