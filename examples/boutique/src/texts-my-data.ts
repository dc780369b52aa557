import type { Locale } from './locale.js';

const fr = {
  title: 'Mes données',
  intro: 'Tout ce que cette boutique retient de vos visites, parce que vous l’avez permis. Rien d’autre.',
  withoutScript: 'Sans JavaScript, cette boutique ne retient rien de vos visites.',
};
export type MyDataTexts = typeof fr;

const en: MyDataTexts = {
  title: 'My data',
  intro: 'All that this shop remembers of your visits, because you allowed it. Nothing else.',
  withoutScript: 'Without JavaScript, this shop remembers nothing of your visits.',
};

/** Texts of the page "my data", by language; what is held is told by Sillage's element. */
export const myDataTexts: Record<Locale, MyDataTexts> = { fr, en };
