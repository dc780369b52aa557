import type { Context } from 'hono';

/** How the gateway reaches the routes of the HTTP API, inside the process. */
export interface Passing {
  /** Where the server mounts everything; empty or `/trail`. */
  basePath: string;
  /** A secret key of this site alone: the route itself refuses a request that names another. */
  keyOf(site: string): string;
  pass(request: Request, env: object): Response | Promise<Response>;
}

export interface PassedOn {
  site: string;
  /** Where it was read before; else it is streamed. */
  body: string | undefined;
}

/** What says who asked, and how a body that was read came, stays here. */
const keptBack = ['Cookie', 'Origin', 'Referer', 'Sec-Fetch-Site'];
const ofBody = ['Content-Encoding', 'Content-Length', 'Transfer-Encoding'];

/** Asks the route itself, streams its answer, and gives up when who asked is gone. */
export function passOn(context: Context, { site, body }: PassedOn, passing: Passing): Response | Promise<Response> {
  const { raw } = context.req;
  const headers = new Headers(raw.headers);
  for (const name of body === undefined ? keptBack : [...keptBack, ...ofBody]) headers.delete(name);
  headers.set('Authorization', `Bearer ${passing.keyOf(site)}`);
  headers.set('Sillage-Site', site);
  const init = { method: raw.method, headers, signal: raw.signal };
  const isRead = body !== undefined || raw.body === null;
  const request = isRead
    ? new Request(toPath(raw.url, passing), { ...init, ...(body !== undefined && { body }) })
    : new Request(toPath(raw.url, passing), { ...init, body: raw.body, duplex: 'half' });
  return passing.pass(request, context.env as object);
}

/** Without `dashboard`, and without a site beside the one that was checked. */
function toPath(asked: string, { basePath }: Passing): string {
  const url = new URL(asked);
  const prefix = `${basePath}/dashboard/`;
  if (url.pathname.startsWith(prefix)) url.pathname = `${basePath}/${url.pathname.slice(prefix.length)}`;
  if (url.searchParams.has('site')) url.searchParams.delete('site');
  return url.href;
}
