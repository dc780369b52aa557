import { hashSource } from '../tag.js';
import { forbiddingDirective, forbiddingInline } from './content-policy.js';
import { type Finding, failed, ok } from './finding.js';
import type { ShopPage, Tag } from './shop-page.js';

/** Whether the page's content security policies let the script load, the inline scripts that call it run, and events out. */
export function checkPolicies(page: ShopPage, tag: Tag): Finding[] {
  if (page.policies.length === 0) return [ok('content security policy', 'the page has none')];
  return [...checkAddresses(page, tag), ...checkInline(page, tag)];
}

function checkAddresses(page: ShopPage, tag: Tag): Finding[] {
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

/** The stub, and calls such as `sillage('consent', …)` that stand in the page. */
function checkInline({ policies, inlineScripts }: ShopPage, { global }: Tag): Finding[] {
  return inlineScripts
    .filter(({ text }) => text.includes(global))
    .map((script) => {
      const check = 'policy: inline script';
      const shown = `“${script.text.trim().slice(0, 40)}…”`;
      const forbidding = forbiddingInline(policies, script);
      if (forbidding === undefined) return ok(check, `allows ${shown}`);
      const remedy = `add ${hashSource(script.text)} to script-src, or give the script the nonce of the page`;
      return failed(check, `“${forbidding}” forbids ${shown}`, remedy);
    });
}
