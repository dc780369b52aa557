import { randomUUID } from 'node:crypto';
import { type ProbeReply, probeCookie } from '../probe.js';
import { type Finding, failed, ok, warning } from './finding.js';
import { type Tag, under } from './shop-page.js';

const proxyRemedy = 'proxy this path to Sillage, without the prefix (docs/proxy/)';
const restart = 'and restart "sillage start", which reads it then';

/** A proxy answers these itself when nothing answers behind it. */
function remedyOf(reply: Response | undefined): string {
  if (!reply || ![502, 503, 504].includes(reply.status)) return proxyRemedy;
  return 'the proxy is there and nothing answers behind it: is "sillage start" running, where the proxy passes on to?';
}

/** The script comes, and is a script. */
export async function checkScript(tag: Tag, fetch: typeof globalThis.fetch): Promise<Finding> {
  const reply = await ask(tag.src, fetch);
  if (!reply?.ok) return failed('script', `${tag.src.href} ${status(reply)}`, remedyOf(reply));
  const type = reply.headers.get('Content-Type') ?? 'no type';
  if (type.includes('javascript')) return ok('script', `${tag.src.href} is there`);
  return failed('script', `${tag.src.href} is ${type}, not a script`, proxyRemedy);
}

/** The endpoint is Sillage itself, not the shop's error page. */
export async function checkEndpoint(tag: Tag, fetch: typeof globalThis.fetch): Promise<Finding> {
  const url = under(tag.endpoint, 'v1/probe');
  const reply = await ask(url, fetch);
  if (!reply?.ok) return failed('endpoint', `${url.href} ${status(reply)}`, remedyOf(reply));
  if (await readProbe(reply)) return ok('endpoint', `${tag.endpoint.href} is Sillage`);
  return failed('endpoint', `${url.href} is answered by something else`, proxyRemedy);
}

/** The server knows the site of the tag, and takes requests of this page. */
export async function checkSite(page: URL, tag: Tag, fetch: typeof globalThis.fetch): Promise<Finding> {
  const url = under(tag.endpoint, `v1/me?site=${encodeURIComponent(tag.site)}`);
  const reply = await ask(url, fetch, { Origin: page.origin });
  if (reply?.ok) return ok('site', `"${tag.site}" takes events of ${page.origin}`);
  const code = await problemCode(reply);
  if (code === 'unknown_site') {
    return failed(
      'site',
      `the server has no site "${tag.site}"`,
      `correct data-site; or run "sillage init" ${restart}`,
    );
  }
  if (code === 'origin_not_allowed') {
    return failed(
      'site',
      `${page.origin} is not an origin of "${tag.site}"`,
      `add it to origins in sillage.json ${restart}`,
    );
  }
  return warning('site', `${url.pathname} ${status(reply)}`, 'look at /readyz and the log of the server');
}

/** What a proxy or a cache does to answers on their way: kept, cookies stripped, origin and cookies not passed on. */
export async function checkAnswers(tag: Tag, fetch: typeof globalThis.fetch): Promise<Finding[]> {
  const url = under(tag.endpoint, 'v1/probe');
  const headers = { Origin: tag.endpoint.origin, Cookie: `${probeCookie}=${randomUUID()}` };
  const [first, second] = [await ask(url, fetch, headers), await ask(url, fetch, headers)];
  const [one, two] = [first && (await readProbe(first)), second && (await readProbe(second))];
  if (!first || !one || !two) return [failed('answers', 'the endpoint stopped answering', 'run the doctor again')];
  const isCached = one.nonce === two.nonce || Number(first.headers.get('Age') ?? 0) > 0;
  const passesCookies = (first.headers.get('Set-Cookie') ?? '').includes(probeCookie);
  return [
    isCached
      ? failed('caching', 'two requests got one answer: something keeps them', 'switch off caching of this path')
      : checkCacheHeader(first),
    passesCookies
      ? ok('Set-Cookie', 'passes to the browser')
      : failed('Set-Cookie', 'is stripped on its way to the browser', 'let the proxy or CDN pass Set-Cookie here'),
    one.hasCookie && one.hasOrigin
      ? ok('request headers', 'Cookie and Origin arrive')
      : failed('request headers', `${missing(one)} does not arrive`, 'let the proxy pass all request headers on'),
    one.isHttps || tag.endpoint.protocol === 'http:'
      ? ok('scheme', one.isHttps ? 'https arrives as such' : 'plain http: for trying out only')
      : warning('scheme', 'https arrives as http', 'send X-Forwarded-Proto, and name the proxy in trustedProxies'),
  ];
}

function checkCacheHeader(reply: Response): Finding {
  const header = reply.headers.get('Cache-Control') ?? '';
  if (header.includes('no-store')) return ok('caching', 'answers are fresh, and say no-store');
  return warning('caching', `Cache-Control was changed to “${header}”`, 'let the proxy leave Cache-Control alone');
}

function missing(probe: ProbeReply): string {
  return [probe.hasCookie ? '' : 'Cookie', probe.hasOrigin ? '' : 'Origin'].filter(Boolean).join(' and ');
}

async function readProbe(reply: Response): Promise<ProbeReply | undefined> {
  const body = (await readJson(reply)) as Partial<ProbeReply> | undefined;
  return body?.service === 'sillage' ? (body as ProbeReply) : undefined;
}

async function problemCode(reply: Response | undefined): Promise<unknown> {
  return reply && ((await readJson(reply)) as { code?: unknown } | undefined)?.code;
}

async function readJson(reply: Response): Promise<unknown> {
  try {
    return await reply.json();
  } catch {
    return undefined; // an HTML page of the shop, which the caller tells
  }
}

async function ask(
  url: URL,
  fetch: typeof globalThis.fetch,
  headers: Record<string, string> = {},
): Promise<Response | undefined> {
  try {
    return await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(15_000) });
  } catch {
    return undefined; // the finding says that nothing answers
  }
}

function status(reply: Response | undefined): string {
  return reply ? `answers ${reply.status}` : 'does not answer';
}
