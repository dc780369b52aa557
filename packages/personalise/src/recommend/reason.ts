export const productReasonKinds = [
  'session',
  'bought_together',
  'popular',
  'recently_viewed',
  'newest',
  'pinned',
] as const;
export type ProductReasonKind = (typeof productReasonKinds)[number];

/** Why a product is proposed. */
export interface ProductReason {
  kind: ProductReasonKind;
  /** `session`, `bought_together`: the product that spoke for it; `popular`, `newest`: the topic, absent of the whole shop. */
  of?: string;
}

export interface ReasonNames {
  /** Name of a product or topic as the shop writes it; where there is none the sentence does without. */
  nameOf(key: string): string | undefined;
}

const sentences: Record<'fr' | 'en', Record<ProductReasonKind, { of: (name: string) => string; plain: string }>> = {
  fr: {
    session: {
      of: (name) => `Vu par des visiteurs qui ont regardé « ${name} »`,
      plain: 'Vu par des visiteurs qui ont regardé les mêmes produits',
    },
    bought_together: { of: (name) => `Souvent acheté avec « ${name} »`, plain: 'Souvent acheté avec votre panier' },
    popular: { of: (name) => `Très regardé en ce moment dans « ${name} »`, plain: 'Très regardé en ce moment' },
    recently_viewed: { of: () => 'Vous l’avez regardé récemment', plain: 'Vous l’avez regardé récemment' },
    newest: { of: (name) => `Du rayon « ${name} »`, plain: 'Du catalogue de la boutique' },
    pinned: { of: () => 'Mis en avant par la boutique', plain: 'Mis en avant par la boutique' },
  },
  en: {
    session: {
      of: (name) => `Seen by visitors who looked at “${name}”`,
      plain: 'Seen by visitors who looked at the same products',
    },
    bought_together: { of: (name) => `Often bought with “${name}”`, plain: 'Often bought with what is in your cart' },
    popular: { of: (name) => `Much looked at in “${name}” at the moment`, plain: 'Much looked at at the moment' },
    recently_viewed: { of: () => 'You looked at it recently', plain: 'You looked at it recently' },
    newest: { of: (name) => `From “${name}”`, plain: 'From the shop’s catalogue' },
    pinned: { of: () => 'Featured by the shop', plain: 'Featured by the shop' },
  },
};

/** The reason in a sentence for the visitor, in French where the BCP 47 `locale` is French, else in English. */
export function tellProductReason({ kind, of }: ProductReason, locale: string, { nameOf }: ReasonNames): string {
  const sentence = sentences[/^fr\b/i.test(locale) ? 'fr' : 'en'][kind];
  const name = of === undefined ? undefined : nameOf(of);
  return name === undefined ? sentence.plain : sentence.of(name);
}
