import { type CartLine, toTopic } from '@sillage/protocol';
import { readJson } from '../browser/read-json.js';
import { toLine, toTopics } from './to-line.js';

type Node = Record<string, unknown>;

/** What a page's JSON-LD says: https://schema.org/Product and https://schema.org/BreadcrumbList */
export interface Described {
  line?: CartLine | undefined;
  topics: string[];
}

/** A value, the values of an array, or nothing, as nodes. */
const list = (value: unknown): Node[] => [value ?? []].flat() as Node[];
/** Text, or the name of what is named. */
const nameOf = (value: unknown): string => `${(value as Node)?.name ?? value ?? ''}`;
const isOf = (node: Node, type: string) => list(node['@type']).some((name) => `${name}`.startsWith(type));
const flatten = (value: unknown): Node[] =>
  list(value).flatMap((node) => [node, ...list(node['@graph']).flatMap(flatten)]);

/** Reads the texts of `script[type="application/ld+json"]`; one that is broken is skipped. `path` is the page's own. */
export function readJsonLd(texts: readonly string[], path: string): Described {
  const nodes = texts.flatMap((text) => flatten(readJson(text)));
  const product = nodes.find((node) => isOf(node, 'Product'));
  const crumbs = nodes
    .filter((node) => isOf(node, 'BreadcrumbList'))
    .map((node) => readCrumbs(list(node.itemListElement), path, product))
    .filter(Boolean);
  const categories = list(product?.category).flatMap((category) => toTopics(nameOf(category).replace(/,/g, ' ')));
  return { topics: crumbs[0] ? crumbs : categories, line: product && readProduct(product) };
}

/**
 * `[{"position":1,"name":"Accueil","item":"https://s.example/fr/"},{"position":2,"name":"Chaussures",…}]` → `chaussures`:
 * without the root of the shop or of a language, and without the product itself.
 */
function readCrumbs(elements: Node[], path: string, product: Node | undefined): string {
  const steps = elements
    .sort((a, b) => Number(a.position) - Number(b.position))
    .map((step) => {
      const item = step.item as Node | undefined;
      const url = `${item?.['@id'] ?? item?.url ?? item ?? ''}`;
      return { label: nameOf(step.name ?? item), path: url && url.replace(/^\w+:\/\/[^/]+/, '') };
    });
  const kept = steps.filter(
    (step, index) =>
      !(index === 0 && /^(\/([a-z]{2}([-_][a-z]{2})?\/?)?|home|accueil)$/i.test(step.path || step.label)) &&
      !(product && (step.label === nameOf(product) || step.path === path)),
  );
  return toTopic(kept.map(({ label }) => label));
}

function readProduct(product: Node): CartLine | undefined {
  const offer = list(product.offers)[0] ?? {};
  const details: Node = {
    id: product.productID ?? product.sku ?? product.productGroupID,
    name: nameOf(product),
    brand: nameOf(product.brand),
    price: offer.price ?? offer.lowPrice,
    currency: offer.priceCurrency,
  };
  return details.id ? toLine((name) => details[name]) : undefined;
}
