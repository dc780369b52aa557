import { consentSources } from './consent-sources.js';
import { type Finding, failed, ok, warning } from './finding.js';
import type { ShopPage, Tag } from './shop-page.js';

const check = 'consent';
const names = consentSources.map(({ name }) => name);
const ownBanner = 'paste Sillage’s own banner (docs/banner.md)';
const bySelf = "unless your own code calls sillage('consent', …)";

/** What asks the visitor, and whether the tag hears it: without an answer nothing is recorded. */
export function checkConsent(page: ShopPage, tag: Tag): Finding {
  const found = findSources(page);
  const named = tag.consent.split(/\s+/).filter((name) => name && name !== 'api');
  const unknown = named.find((name) => name !== 'auto' && !names.includes(name));
  if (unknown !== undefined) {
    return failed(check, `data-consent="${unknown}" is heard by nothing`, `one of ${names.join(', ')}, or auto`);
  }
  if (named.length === 0) return checkOwnWay(page, found);
  const heard = found.filter((name) => named.includes('auto') || named.includes(name));
  if (heard.length > 0) return ok(check, `Sillage hears ${heard.join(', then ')}, which is in the page`);
  const seen = `data-consent="${tag.consent}", and no such consent manager in the HTML`;
  const what = named.includes('auto') ? 'a consent manager' : `${named.join(', ')} to the page`;
  return warning(check, `${seen}: nothing is recorded until it answers`, `add ${what}, or ${ownBanner}`);
}

/** Without `data-consent` the page tells the answer by a call: its own, or that of Sillage's banner. */
function checkOwnWay({ scripts, inlineScripts }: ShopPage, found: readonly string[]): Finding {
  if (scripts.some((src) => /-banner(?:\.\w+)?\.js(?:\?|$)/.test(src))) return ok(check, 'Sillage’s own banner asks');
  if (
    inlineScripts.some(({ text }) => /\(\s*['"]consent['"]\s*,\s*\{\s*(?:measurement|personalisation)\b/.test(text))
  ) {
    return ok(check, 'the page tells the answer itself');
  }
  const [first] = found;
  if (first === undefined) {
    return warning(check, 'no consent manager in the HTML: nothing is recorded', `${ownBanner}, ${bySelf}`);
  }
  const seen = `${found.join(', ')} in the page, and the tag does not hear it`;
  return warning(check, seen, `give the tag data-consent="${first}", ${bySelf}`);
}

function findSources({ scripts, inlineScripts }: ShopPage): string[] {
  const places = [...scripts, ...inlineScripts.map(({ text }) => text)];
  return consentSources.filter(({ sign }) => places.some((place) => sign.test(place))).map(({ name }) => name);
}
