import { ProblemError, readAs } from '@sillage/protocol';
import type { Context, Hono } from 'hono';
import type { AccountsOptions } from '../accounts-options.js';
import { covers } from '../principal.js';
import { keyRequestSchema, looksQuerySchema } from '../schemas.js';
import { readBody } from './answer.js';
import { checkSites, findAdmin } from './user-routes.js';

/** `GET` and `POST dashboard/keys`, `DELETE dashboard/keys/{id}`, `GET dashboard/looks`: those of the admin's sites. */
export function mountKeyRoutes(app: Hono, options: AccountsOptions): void {
  const { keys, looks } = options.accounts;
  app.get('/dashboard/keys', async (context) => {
    const admin = await findAdmin(context, options);
    const seen = (await keys.list()).filter((key) => covers(admin.sites, [key.site]));
    return context.json({ keys: seen });
  });
  app.post('/dashboard/keys', (context) => addKey(context, options));
  app.delete('/dashboard/keys/:id', (context) => revokeKey(context, options));
  app.get('/dashboard/looks', async (context) => {
    const { sites } = await findAdmin(context, options);
    const query = readAs(looksQuerySchema, context.req.query());
    return context.json({ looks: await looks.list({ sites, ...query }) });
  });
}

async function addKey(context: Context, options: AccountsOptions): Promise<Response> {
  const admin = await findAdmin(context, options);
  const request = await readBody(context, keyRequestSchema);
  checkSites([request.site], admin, options);
  const scopes = [...new Set(request.scopes)];
  return context.json(await options.accounts.keys.add({ ...request, scopes }, options.clock()), 201);
}

/** Counts at once: each request asks for the key anew. */
async function revokeKey(context: Context, options: AccountsOptions): Promise<Response> {
  const admin = await findAdmin(context, options);
  const { keys } = options.accounts;
  const key = await keys.find(context.req.param('id') ?? '');
  if (!key || !covers(admin.sites, [key.site])) throw new ProblemError('not_found');
  await keys.revoke(key.id);
  return context.body(null, 204);
}
