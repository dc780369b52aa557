import ipaddr from 'ipaddr.js';
import { getDomain } from 'tldts';
import { type Finding, failed, ok, warning } from './finding.js';

/** The part of `node:dns/promises` that is asked; each rejects where there is no such record. */
export interface Resolver {
  resolve4(host: string): Promise<string[]>;
  resolve6(host: string): Promise<string[]>;
  resolveCname(host: string): Promise<string[]>;
}

const check = 'cookie in Safari';
const remedy = 'proxy a path of the shop’s own origin to Sillage (docs/proxy/): then the cookie lives its 13 months';

/**
 * What Safari does with a cookie that the collector sets: 7 days behind a foreign CNAME, or where the addresses of
 * shop and collector share less than their first 16 bits (IPv4) or 64 (IPv6). Source: WebKit, NetworkTaskCocoa.mm.
 */
export async function checkCookieLifetime(shop: URL, collector: URL, resolver: Resolver): Promise<Finding> {
  if (shop.hostname === collector.hostname) return ok(check, 'the shop’s own origin: kept for its 13 months');
  const site = getDomain(shop.hostname);
  if (site === null || getDomain(collector.hostname) !== site) {
    const other = 'or set visitorCookie.mode to "header", with less protection from scripts';
    return failed(check, `${collector.hostname} is another site: its cookies are blocked`, `${remedy}; ${other}`);
  }
  const [alias] = await orNone(resolver.resolveCname(collector.hostname));
  if (alias !== undefined && getDomain(alias) !== site) {
    return warning(check, `${collector.hostname} is an alias of the foreign ${alias}: 7 days`, remedy);
  }
  return compareAddresses(await addressesOf(shop.hostname, resolver), await addressesOf(collector.hostname, resolver));
}

function compareAddresses(shop: string[], collector: string[]): Finding {
  if (shop.length === 0 || collector.length === 0) {
    return warning(check, 'the addresses of shop and collector could not be resolved', 'check the DNS records of both');
  }
  const stray = collector.find((address) => !shop.some((other) => isNear(address, other)));
  if (stray === undefined) return ok(check, 'shop and collector have neighbouring addresses: kept for its 13 months');
  return warning(check, `${stray} is far from the shop’s ${shop[0]}: 7 days`, remedy);
}

/** The first half of the network part is the same, as WebKit compares. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [ipaddr.parse(one), ipaddr.parse(other)];
  return a.kind() === b.kind() && a.match(b, a.kind() === 'ipv4' ? 16 : 64);
}

async function addressesOf(host: string, resolver: Resolver): Promise<string[]> {
  const answers = await Promise.all([orNone(resolver.resolve4(host)), orNone(resolver.resolve6(host))]);
  return answers.flat();
}

/** A name without such a record is the usual case, not an error. */
function orNone(answer: Promise<string[]>): Promise<string[]> {
  return answer.catch(() => []);
}
