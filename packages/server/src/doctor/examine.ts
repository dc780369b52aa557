import { forbiddingDirective } from './content-policy.js';
import { checkCookieLifetime, type Resolver } from './cookie-lifetime.js';
import { checkAnswers, checkEndpoint, checkScript, checkSite } from './endpoint.js';
import { type Finding, failed, ok, warning } from './finding.js';
import { readShopPage, type ShopPage, type Tag } from './shop-page.js';

/** Everything outside that the doctor asks. */
export interface Instruments {
  fetch: typeof fetch;
  resolver: Resolver;
}

/** Looks at a page of the shop as a browser would find it; the findings stand in the order of the set-up. */
export async function examine(url: URL, instruments: Instruments): Promise<Finding[]> {
  const fetched = await fetchPage(url, instruments);
  if ('finding' in fetched) return [fetched.finding];
  const { page } = fetched;
  const tagFindings = checkTag(page);
  const [tag] = page.tags;
  if (!tag) return [ok('page', `${page.url.href} answers`), ...tagFindings];
  const endpoint = await checkEndpoint(tag, instruments.fetch);
  return [
    ok('page', `${page.url.href} answers`),
    ...tagFindings,
    ...checkPolicies(page, tag),
    await checkScript(tag, instruments.fetch),
    endpoint,
    ...(endpoint.verdict === 'failed' ? [] : await checkBehind(page, tag, instruments)),
    await checkCookieLifetime(page.url, tag.endpoint, instruments.resolver),
  ];
}

async function checkBehind(page: ShopPage, tag: Tag, instruments: Instruments): Promise<Finding[]> {
  return [await checkSite(page.url, tag, instruments.fetch), ...(await checkAnswers(tag, instruments.fetch))];
}

async function fetchPage(url: URL, { fetch }: Instruments): Promise<{ page: ShopPage } | { finding: Finding }> {
  try {
    const reply = await fetch(url, { headers: { Accept: 'text/html' }, signal: AbortSignal.timeout(15_000) });
    if (!reply.ok) return { finding: failed('page', `${url.href} answers ${reply.status}`, 'give a page that works') };
    const landed = reply.url ? new URL(reply.url) : url;
    return { page: readShopPage(landed, await reply.text(), reply.headers.get('Content-Security-Policy')) };
  } catch (error) {
    const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : '';
    return { finding: failed('page', `${url.href} does not answer: ${reason}`, 'check the address') };
  }
}

function checkTag(page: ShopPage): Finding[] {
  const [tag] = page.tags;
  if (!tag) {
    const paste = '<script async src="/sillage/sillage.js" data-site="…"></script>';
    return [failed('tag', 'no script with data-site in the HTML', `paste into every page: ${paste}`)];
  }
  if (page.tags.length > 1) {
    return [warning('tag', `${page.tags.length} tags in one page`, 'keep one: each would count')];
  }
  if (!tag.isAsync) return [warning('tag', `site "${tag.site}", without async`, 'add async: the page waits for it')];
  return [ok('tag', `site "${tag.site}", script ${tag.src.href}`)];
}

function checkPolicies(page: ShopPage, tag: Tag): Finding[] {
  if (page.policies.length === 0) return [ok('content security policy', 'the page has none')];
  const script = { directive: 'script-src', url: tag.src, page: page.url, nonce: tag.nonce } as const;
  const connect = { directive: 'connect-src', url: new URL(`${tag.endpoint.href}/v1/events`), page: page.url } as const;
  return [script, connect].map((question) => {
    const check = `policy: ${question.directive}`;
    const forbidding = forbiddingDirective(page.policies, question);
    if (forbidding === undefined) return ok(check, `allows ${question.url.href}`);
    const source = question.url.origin === page.url.origin ? "'self'" : question.url.origin;
    const isStrict = question.directive === 'script-src' && forbidding.includes("'strict-dynamic'");
    const remedy = isStrict ? 'give the tag the nonce of the page' : `add ${source} to ${question.directive}`;
    return failed(check, `“${forbidding}” forbids ${question.url.href}`, remedy);
  });
}
