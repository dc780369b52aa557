import type { Topics } from '@sillage/protocol';

/** What we read of https://schema.org/Product, https://schema.org/BreadcrumbList and what they hold. */
interface Node {
  '@type'?: unknown;
  '@id'?: string;
  name?: string;
  category?: unknown;
  item?: unknown;
  itemListElement?: Node[];
}

export interface Described {
  product?: object | undefined;
  /** A path of labels for each breadcrumb, or the labels of a category. */
  topics: Topics | null | undefined;
}

/** The address of a shop's first page, or of its first page in a language. */
const root = /^(https?:\/\/[^/]+)?\/?([a-z]{2}([-_][a-z]{2})?\/?)?$/i;

/** Text, or the name of what is named. */
const nameOf = (value: unknown): string => `${(value as Node)?.name ?? value ?? ''}`;

/**
 * Reads the texts of `script[type="application/ld+json"]`. A node counts at the top, in an array or in an `@graph`: not a
 * product in the list of another. A text that is broken is skipped.
 */
export function readJsonLd(scripts: Iterable<{ text: string }>): Described {
  let product: Node | undefined;
  const trails: Node[] = [];
  const visit = (key: string, node: Node | null) => {
    const type = `${node?.['@type']}`;
    if (/^\d*$/.test(key) && /^Product/.test(type)) product = node as Node;
    if (type === 'BreadcrumbList') trails.push(node as Node);
    return node;
  };
  for (const { text } of scripts) {
    try {
      JSON.parse(text, visit);
    } catch {
      // shops' templates leave commas and line breaks in it
    }
  }
  const paths = trails.map((trail) => readTrail(trail, product?.name)).filter(([label]) => label);
  return { product, topics: paths[0] ? paths : nameOf(product?.category) };
}

/**
 * `[{"position":1,"name":"Accueil","item":"https://s.example/fr/"},{"position":2,"name":"Chaussures",…}]` → `['Chaussures']`:
 * without the root of the shop or of a language, and without the product itself.
 */
const readTrail = ({ itemListElement = [] }: Node, productName: string | undefined): string[] =>
  itemListElement
    .filter(({ item }, index) => index || !root.test(`${(item as Node)?.['@id'] ?? item}`))
    .map(({ name, item }) => name ?? nameOf(item))
    .filter((label) => label !== productName);
