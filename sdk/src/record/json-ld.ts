import { type Product, toTopic } from '@sillage/protocol';
import { compact } from './ga4.js';
import { toCurrency, toMinor } from './minor-units.js';

type Node = Record<string, unknown>;

/** What a page's JSON-LD says: https://schema.org/Product and https://schema.org/BreadcrumbList */
export interface Described {
  product?: Product;
  topics: string[];
}

/** Reads the texts of `script[type="application/ld+json"]`; one that is broken is skipped. `path` is the page's own. */
export function readJsonLd(texts: readonly string[], path: string): Described {
  const nodes = texts.flatMap((text) => flatten(parse(text)));
  const product = nodes.find((node) => isOf(node, 'Product') || isOf(node, 'ProductGroup'));
  const crumbs = nodes.filter((node) => isOf(node, 'BreadcrumbList')).map((node) => readCrumbs(node, path, product));
  const categories = list(product?.category).map((category) => toTopic(nameOf(category).split(/\s*[>/]\s*/)));
  const topics = [...new Set((crumbs.some(Boolean) ? crumbs : categories).filter(Boolean))];
  const described = product && readProduct(product);
  return { topics, ...(described?.productId && { product: described }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // shops' templates leave commas and line breaks in it
  }
}

/** The nodes of a document: an object, an array, or an `@graph` of either. */
function flatten(value: unknown): Node[] {
  return list(value).flatMap((node) =>
    node && typeof node === 'object' ? [node as Node, ...flatten((node as Node)['@graph'])] : [],
  );
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const isOf = (node: Node, type: string) => list(node['@type']).some((name) => `${name}`.endsWith(type));
const nameOf = (value: unknown): string =>
  value && typeof value === 'object' ? nameOf((value as Node).name) : `${value ?? ''}`;

/** `{"itemListElement":[{"position":1,"name":"Accueil","item":"https://s.example/fr/"},{"position":2,"name":"Chaussures",…}]}` → `chaussures` */
function readCrumbs(crumbs: Node, path: string, product: Node | undefined): string {
  const steps = (list(crumbs.itemListElement) as Node[])
    .sort((a, b) => Number(a.position) - Number(b.position))
    .map((step) => ({ label: nameOf(step.name ?? step.item), path: pathOf(step.item) }));
  const isRoot = /^\/([a-z]{2}([-_][a-z]{2})?\/?)?$/i;
  const first = steps[0];
  if (first && (isRoot.test(first.path) || /^(home|accueil)$/i.test(first.label))) steps.shift();
  const last = steps[steps.length - 1];
  if (product && last && (last.label === nameOf(product) || !last.path || last.path === path)) steps.pop();
  return toTopic(steps.map(({ label }) => label));
}

function pathOf(item: unknown): string {
  const url = item && typeof item === 'object' ? ((item as Node)['@id'] ?? (item as Node).url) : item;
  try {
    return new URL(`${url ?? ''}` || 'x:', location.href).pathname;
  } catch {
    return '';
  }
}

function readProduct(product: Node): Product {
  const offer = (list(product.offers)[0] ?? {}) as Node;
  const currency = toCurrency(offer.priceCurrency);
  return compact({
    productId: `${product.productID ?? product.sku ?? product.productGroupID ?? ''}`.slice(0, 128),
    name: nameOf(product).slice(0, 300) || undefined,
    brand: nameOf(product.brand).slice(0, 128) || undefined,
    priceMinor: toMinor(offer.price ?? offer.lowPrice, currency),
    currency,
  }) as Product;
}
