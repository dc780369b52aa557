import { type CartLine, toTopic } from '@sillage/protocol';
import { toLine, toTopics } from './to-line.js';

/** What we read of https://schema.org/Product, https://schema.org/BreadcrumbList and what they hold. */
interface Node {
  '@type'?: unknown;
  '@id'?: string;
  name?: string;
  brand?: unknown;
  category?: unknown;
  item?: unknown;
  itemListElement?: Node[];
  offers?: unknown;
  productID?: unknown;
  sku?: unknown;
  price?: unknown;
  lowPrice?: unknown;
  priceCurrency?: unknown;
}

export interface Described {
  line?: CartLine | undefined;
  topics: string[];
}

/** Text, or the name of what is named. */
const nameOf = (value: unknown): string => `${(value as Node)?.name ?? value ?? ''}`;

/**
 * Reads the texts of `script[type="application/ld+json"]`. A node counts at the top, in an array or in an `@graph`: not a
 * product in the list of another. A text that is broken is skipped.
 */
export function readJsonLd(texts: readonly string[]): Described {
  let product: Node | undefined;
  const trails: Node[] = [];
  const visit = (key: string, node: Node | null) => {
    const type = `${node?.['@type']}`;
    if (/^\d*$/.test(key) && /^Product/.test(type)) product = node as Node;
    if (type === 'BreadcrumbList') trails.push(node as Node);
    return node;
  };
  for (const text of texts) {
    try {
      JSON.parse(text, visit);
    } catch {
      // shops' templates leave commas and line breaks in it
    }
  }
  const crumbs = trails.map((trail) => readTrail(trail, product?.name)).filter(Boolean);
  return {
    topics: crumbs[0] ? crumbs : toTopics(nameOf(product?.category)),
    line: product && readProduct(product),
  };
}

/**
 * `[{"position":1,"name":"Accueil","item":"https://s.example/fr/"},{"position":2,"name":"Chaussures",…}]` → `chaussures`:
 * without the root of the shop or of a language, and without the product itself.
 */
function readTrail({ itemListElement = [] }: Node, productName: string | undefined): string {
  const isRoot = /^(https?:\/\/[^/]+)?\/?([a-z]{2}([-_][a-z]{2})?\/?)?$/i;
  const labels = itemListElement.map(({ name, item }, index) =>
    index || !isRoot.test((item as Node)?.['@id'] ?? `${item}`) ? (name ?? nameOf(item)) : '',
  );
  return toTopic(labels.filter((label) => label !== productName));
}

function readProduct(product: Node): CartLine {
  const offer = ([product.offers].flat()[0] ?? {}) as Node;
  return toLine({
    id: product.productID ?? product.sku,
    name: product.name,
    brand: nameOf(product.brand),
    price: offer.price ?? offer.lowPrice,
    currency: offer.priceCurrency,
  });
}
