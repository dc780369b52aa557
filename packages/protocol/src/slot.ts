/** Texts are given in these. */
export const languages = ['fr', 'en'] as const;
export type Language = (typeof languages)[number];

export const slotTemplates = ['banner', 'product_list', 'cart_reminder', 'custom'] as const;
export type SlotTemplate = (typeof slotTemplates)[number];

/** `url` and `image` take an address of http(s), or a path of the shop's own such as `/soldes`. */
export const fieldKinds = ['text', 'url', 'image'] as const;
export type FieldKind = (typeof fieldKinds)[number];

export interface SlotField {
  /** What content names it by: letters, digits and `_`. */
  name: string;
  kind: FieldKind;
  /** An offer must fill it in every language; false by default. */
  isRequired?: boolean;
}

/** Texts and addresses by field. */
export type SlotContent = Record<string, string>;
export type LocalisedContent = Record<Language, SlotContent>;

/** How the products of a slot are chosen. */
export const productStrategies = ['next', 'bought_together', 'popular_in_topic', 'recently_viewed', 'cart'] as const;
export type ProductStrategy = (typeof productStrategies)[number];

export interface ProductSelection {
  strategy: ProductStrategy;
  /** Products at most: 1 to 24. */
  count: number;
}

/** A place in the shop's pages, and what it shows when there is no offer for a visitor. */
export interface Slot {
  /** Slug, as `data-sillage-slot` names it. */
  id: string;
  name: string;
  template: SlotTemplate;
  fields: SlotField[];
  /** Shown by default and to those from whom an offer is withheld. */
  content: LocalisedContent;
  /** Of `product_list` and `cart_reminder` only; a cart reminder without it shows no products. */
  products?: ProductSelection;
}

const text = (name: string, isRequired = false): SlotField => ({ name, kind: 'text', isRequired });
const url: SlotField = { name: 'url', kind: 'url' };

/** Fields of the built-in templates, which a slot has unless it says which; `custom` has none of its own. */
export const templateFields: Record<SlotTemplate, readonly SlotField[]> = {
  banner: [text('title', true), text('text'), { name: 'image', kind: 'image' }, text('imageAlt'), url, text('button')],
  product_list: [text('title', true), text('text')],
  cart_reminder: [text('title', true), text('text'), url, text('button')],
  custom: [],
};
