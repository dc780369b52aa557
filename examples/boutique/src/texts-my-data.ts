import type { Locale } from './locale.js';

const fr = {
  title: 'Mes données',
  intro: 'Tout ce que cette boutique retient de vos visites, parce que vous l’avez permis. Rien d’autre.',
  nothing:
    'Nous ne retenons rien de vous : soit vous avez refusé, soit vous n’avez pas encore choisi. La boutique marche aussi bien ainsi.',
  noAnswer: 'La réponse n’est pas arrivée. Réessayez dans un instant.',
  visits: 'Visites',
  firstVisit: 'Première visite',
  pagesSeen: 'Pages vues',
  orders: 'Commandes',
  searched: (query: string) => `Recherche : « ${query} »`,
  leftInCart: 'Laissé dans le panier :',
  ordered: 'Commande',
  attention: (seconds: number) =>
    seconds < 60 ? `${seconds} s d’attention` : `${Math.round(seconds / 60)} min d’attention`,
  consents: 'Vos choix',
  granted: { measurement: 'mesure d’audience acceptée', personalisation: 'personnalisation acceptée' },
  denied: { measurement: 'mesure d’audience refusée', personalisation: 'personnalisation refusée' },
  until: (day: string) => `Redemandé après le ${day}.`,
  customer: (ids: string) => `Ce navigateur est relié à votre numéro de client : ${ids}.`,
  rights: 'Vos droits',
  rightsText:
    'Retirer votre accord arrête tout et efface ce qui reposait dessus. Effacer supprime l’historique de ce navigateur ; vos commandes restent en comptabilité, sans lien avec lui.',
  withdraw: 'Retirer mon accord',
  erase: 'Tout effacer',
  withdrawn: 'C’est fait : plus rien n’est mesuré ni retenu.',
  erased: 'C’est effacé.',
  failed: 'La boutique n’a pas pu le faire. Réessayez dans un instant.',
};
export type MyDataTexts = typeof fr;

const en: MyDataTexts = {
  title: 'My data',
  intro: 'All that this shop remembers of your visits, because you allowed it. Nothing else.',
  nothing:
    'We remember nothing about you: either you refused, or you have not chosen yet. The shop works just as well that way.',
  noAnswer: 'No answer came. Try again in a moment.',
  visits: 'Visits',
  firstVisit: 'First visit',
  pagesSeen: 'Pages seen',
  orders: 'Orders',
  searched: (query) => `Search: “${query}”`,
  leftInCart: 'Left in the cart:',
  ordered: 'Order',
  attention: (seconds) => (seconds < 60 ? `${seconds} s of attention` : `${Math.round(seconds / 60)} min of attention`),
  consents: 'Your choices',
  granted: { measurement: 'audience measurement accepted', personalisation: 'personalisation accepted' },
  denied: { measurement: 'audience measurement refused', personalisation: 'personalisation refused' },
  until: (day) => `Asked again after ${day}.`,
  customer: (ids) => `This browser is tied to your customer number: ${ids}.`,
  rights: 'Your rights',
  rightsText:
    'Withdrawing stops everything and erases what stood on it. Erasing removes this browser’s history; your orders stay in the accounts, without a link to it.',
  withdraw: 'Withdraw my consent',
  erase: 'Erase everything',
  withdrawn: 'Done: nothing is measured or remembered any more.',
  erased: 'Erased.',
  failed: 'The shop could not do it. Try again in a moment.',
};

/** Texts of the page "my data", by language. */
export const myDataTexts: Record<Locale, MyDataTexts> = { fr, en };
