import { checkConsent } from './consent-in-page.js';
import { checkCookieLifetime, type Resolver } from './cookie-lifetime.js';
import { checkAnswers, checkEndpoint, checkScript, checkSite } from './endpoint.js';
import { type Finding, failed, ok } from './finding.js';
import { checkPolicies } from './policies.js';
import { readShopPage, type ShopPage, type Tag } from './shop-page.js';
import { checkStub, checkTag } from './tag-in-page.js';

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
    checkStub(page, tag),
    checkConsent(page, tag),
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
