/** What Sillage's own banner says in one language. A proof names what was shown by the hash of `toBannerLines`. */
export interface BannerTexts {
  title: string;
  /** Who asks, what for, what a refusal costs. `{shop}` becomes the shop's name. */
  intro: string;
  measurement: string;
  measurementWhy: string;
  personalisation: string;
  personalisationWhy: string;
  /** Shown where the browser tells Global Privacy Control. */
  gpc: string;
  refuse: string;
  accept: string;
  /** In place of `accept` under Global Privacy Control: it leaves personalisation refused. */
  acceptRest: string;
  /** Takes the purposes as they are ticked. */
  save: string;
  /** How long a choice is kept, and how it is changed. */
  later: string;
  /** Link to the shop's policy, where it is given. */
  policy: string;
  /** The permanent way to change one's mind: shown apart, no part of what is proven. */
  manage: string;
  /** Name of the button that closes without a change: shown only to who has chosen before, no part of what is proven. */
  close: string;
  /** The shop's name where none is given. */
  shop: string;
}

/** The banner's built-in texts by language (BCP 47 primary subtag). */
export const bannerTexts: Record<'fr' | 'en', BannerTexts> = {
  fr: {
    title: 'Votre visite, vos choix',
    intro:
      'Avec votre accord, {shop} garde une trace de votre visite, pour son seul usage, à deux fins que vous acceptez ou refusez séparément. Si vous refusez, rien d’autre que ce choix n’est enregistré et tout le site vous reste ouvert.',
    measurement: 'Mesure d’audience',
    measurementWhy: 'Compter les visites, les pages vues et les paniers pour améliorer la boutique.',
    personalisation: 'Offres personnalisées',
    personalisationWhy: 'Retenir les rayons et produits qui vous intéressent pour vous montrer ce qui s’y rapporte.',
    gpc: 'Votre navigateur demande de ne pas être suivi (Global Privacy Control) : les offres personnalisées restent refusées, sauf si vous cochez leur case.',
    refuse: 'Tout refuser',
    accept: 'Tout accepter',
    acceptRest: 'Accepter le reste',
    save: 'Enregistrer mes choix',
    later: 'Votre choix est gardé 6 mois. Vous pouvez en changer à tout moment par le lien présent sur chaque page.',
    policy: 'Politique de confidentialité',
    manage: 'Mes choix de confidentialité',
    close: 'Fermer sans rien changer',
    shop: 'cette boutique',
  },
  en: {
    title: 'Your visit, your choice',
    intro:
      'If you agree, {shop} keeps a record of your visit, for its own use only, for two purposes that you accept or refuse one by one. If you refuse, nothing but that choice is recorded and the whole site stays open to you.',
    measurement: 'Audience measurement',
    measurementWhy: 'Counting visits, pages viewed and carts to improve the shop.',
    personalisation: 'Personalised offers',
    personalisationWhy: 'Remembering the sections and products that interest you, to show you what goes with them.',
    gpc: 'Your browser asks not to be tracked (Global Privacy Control): personalised offers stay refused unless you tick their box.',
    refuse: 'Refuse all',
    accept: 'Accept all',
    acceptRest: 'Accept the rest',
    save: 'Save my choices',
    later: 'Your choice is kept for 6 months. You can change it at any time by the link on every page.',
    policy: 'Privacy policy',
    manage: 'Privacy choices',
    close: 'Close without a change',
    shop: 'this shop',
  },
};

/** What decides which of the texts are shown. */
export interface BannerView {
  /** The shop's name. */
  shop?: string | undefined;
  /** The browser tells Global Privacy Control. */
  gpc: boolean;
  /** There is a link to the shop's policy. */
  hasPolicy: boolean;
}

/** The texts that are shown, in the order in which they stand in the banner. */
export function toBannerLines(texts: BannerTexts, { shop, gpc, hasPolicy }: BannerView): string[] {
  return [
    texts.title,
    texts.intro.replace('{shop}', () => shop || texts.shop),
    texts.measurement,
    texts.measurementWhy,
    texts.personalisation,
    texts.personalisationWhy,
    gpc ? texts.gpc : '',
    texts.refuse,
    gpc ? texts.acceptRest : texts.accept,
    texts.save,
    texts.later,
    hasPolicy ? texts.policy : '',
  ];
}

/**
 * The canonical form of a banner's text, of which `bannerTextHash` is the SHA-256 (of its UTF-8, in lower-case hex): Unicode
 * NFC, each run of white space one space, none at either end, one line a text in the order shown, empty ones left out, `\n`
 * between two. It holds for any banner, not for ours alone.
 */
export function toCanonicalText(lines: readonly string[]): string {
  return lines
    .map((line) => line.normalize('NFC').replace(/\s+/g, ' ').trim())
    .filter(Boolean)
    .join('\n');
}

/** A text that the banner may have shown, in its canonical form. */
export interface KnownBannerText {
  language: string;
  text: string;
}

/** Every text that the banner shows by itself to visitors of a shop: by language, Global Privacy Control and link to the policy. */
export function listBannerTexts(shop?: string): KnownBannerText[] {
  const views = [false, true].flatMap((gpc) => [false, true].map((hasPolicy) => ({ shop, gpc, hasPolicy })));
  return Object.entries(bannerTexts).flatMap(([language, texts]) =>
    views.map((view) => ({ language, text: toCanonicalText(toBannerLines(texts, view)) })),
  );
}
