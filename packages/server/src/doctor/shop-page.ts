import { type DefaultTreeAdapterMap, parse } from 'parse5';
import type { InlineScript } from './content-policy.js';

type Node = DefaultTreeAdapterMap['node'];
type Element = DefaultTreeAdapterMap['element'];

/** Where the SDK sends to when the tag doesn't say. */
const defaultEndpoint = '/sillage';

/** The script tag as the page has it. */
export interface Tag {
  /** Absolute. */
  src: URL;
  site: string;
  /** Absolute, without a slash at the end: `data-endpoint`, else `/sillage`. */
  endpoint: URL;
  isAsync: boolean;
  /** `data-consent`: what asks the visitor, by spaces; `api` without the attribute. */
  consent: string;
  /** Name of the function that the stub and the script define. */
  global: string;
  nonce: string | undefined;
  integrity: string | undefined;
}

export interface ShopPage {
  url: URL;
  tags: Tag[];
  /** Addresses of all scripts, as they stand there. */
  scripts: string[];
  inlineScripts: InlineScript[];
  /** Policies of the header and of `<meta http-equiv>`: all of them hold. */
  policies: string[];
}

/** Reads what matters to the doctor out of the page's HTML. */
export function readShopPage(url: URL, html: string, policyHeader: string | null): ShopPage {
  const elements = [...walk(parse(html))];
  const base = elements.find((each) => each.tagName === 'base');
  const baseUrl = new URL((base && attribute(base, 'href')) ?? '', url);
  const tags = elements.flatMap((each) => toTag(each, baseUrl));
  const metas = elements
    .filter((each) => attribute(each, 'http-equiv')?.toLowerCase() === 'content-security-policy')
    .map((each) => attribute(each, 'content') ?? '');
  const headers = (policyHeader ?? '').split(',').map((policy) => policy.trim());
  const scripts = elements.filter((each) => each.tagName === 'script');
  return {
    url,
    tags,
    scripts: scripts.flatMap((each) => attribute(each, 'src') ?? []),
    inlineScripts: scripts.flatMap(toInlineScript),
    policies: [...headers, ...metas].filter(Boolean),
  };
}

function toTag(element: Element, baseUrl: URL): Tag[] {
  const src = attribute(element, 'src');
  const site = attribute(element, 'data-site');
  if (element.tagName !== 'script' || src === undefined || site === undefined) return [];
  const url = new URL(src, baseUrl);
  const endpoint = attribute(element, 'data-endpoint');
  return [
    {
      src: url,
      site,
      endpoint: withoutSlash(new URL(endpoint || defaultEndpoint, baseUrl)),
      isAsync: attribute(element, 'async') !== undefined,
      consent: attribute(element, 'data-consent') ?? 'api',
      global: attribute(element, 'data-global') || 'sillage',
      nonce: attribute(element, 'nonce'),
      integrity: attribute(element, 'integrity'),
    },
  ];
}

/** What a browser runs; data, such as JSON-LD, has a type of its own. */
function toInlineScript(element: Element): InlineScript[] {
  const isRun = /^(?:|module|(?:text|application)\/(?:java|ecma)script)$/i.test(attribute(element, 'type') ?? '');
  if (!isRun || attribute(element, 'src') !== undefined) return [];
  const text = element.childNodes.map((node) => ('value' in node ? node.value : '')).join('');
  return [{ text, nonce: attribute(element, 'nonce') }];
}

function withoutSlash(url: URL): URL {
  const copy = new URL(url);
  copy.search = '';
  copy.pathname = copy.pathname.replace(/\/+$/, '');
  return copy;
}

/** A path under the endpoint. */
export function under(endpoint: URL, path: string): URL {
  return new URL(`${endpoint.href.replace(/\/+$/, '')}/${path}`);
}

function* walk(node: Node): Generator<Element> {
  if ('tagName' in node) yield node;
  for (const child of 'childNodes' in node ? node.childNodes : []) yield* walk(child);
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((each) => each.name === name)?.value;
}
