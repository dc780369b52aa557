import type { Locale } from './locale.js';

/** A heading and its paragraphs. */
export interface Chapter {
  title: string;
  paragraphs: string[];
}

/** The shop's policy, by language: what is kept, why, how long, and how to end it. */
export const privacyTexts: Record<Locale, Chapter[]> = {
  fr: [
    {
      title: 'Ce qui marche sans rien vous demander',
      paragraphs: [
        'Le panier, la commande et la connexion au compte ont chacun un cookie de la boutique (cart, order, account). Ils font ce que vous avez demandé et ne servent à rien d’autre.',
        'Votre réponse au bandeau est gardée dans un cookie (escale_choix) qui ne contient aucun identifiant.',
      ],
    },
    {
      title: 'Ce qui attend votre accord',
      paragraphs: [
        'Mesure d’audience : les pages vues, le temps passé, les recherches, les paniers et les commandes, pour savoir ce qui plaît.',
        'Personnalisation : les mêmes visites, reliées entre elles, pour vous reconnaître, vous remontrer ce que vous regardiez, ranger l’accueil à votre goût et vous proposer ce qui vous irait. Chaque proposition dit pourquoi elle est là ; une personne sur dix ne la voit pas, pour comparer.',
        'Refuser est aussi simple qu’accepter, et la boutique reste la même. Votre choix vaut six mois.',
      ],
    },
    {
      title: 'Où vont ces données',
      paragraphs: [
        'Nulle part ailleurs : elles restent chez la boutique, dans sa propre base. Aucune régie, aucun partage, aucune adresse IP gardée.',
        'Un identifiant tiré au hasard vit dans un cookie signé (13 mois au plus, jamais prolongé). L’historique est gardé 25 mois au plus.',
      ],
    },
    {
      title: 'Vos droits',
      paragraphs: [
        'La page « Mes données » montre tout ce qui est retenu et pourquoi, retire ce qui ne vous intéresse pas, met en pause, donne le tout en un fichier et efface l’historique, tout de suite. Le bas de page retire votre accord.',
      ],
    },
  ],
  en: [
    {
      title: 'What works without asking you anything',
      paragraphs: [
        'The cart, the order and the account each have a cookie of the shop (cart, order, account). They do what you asked for and serve nothing else.',
        'Your answer to the banner is kept in a cookie (escale_choix) that holds no identifier.',
      ],
    },
    {
      title: 'What waits for your consent',
      paragraphs: [
        'Audience measurement: pages seen, time spent, searches, carts and orders, to know what pleases.',
        'Personalisation: the same visits tied together, to recognise you, show you again what you were looking at, arrange the home page to your taste and propose what may suit you. Each proposal says why it is there; one person in ten does not see it, to compare.',
        'Refusing is as easy as accepting, and the shop stays the same. Your choice holds for six months.',
      ],
    },
    {
      title: 'Where this data goes',
      paragraphs: [
        'Nowhere else: it stays with the shop, in its own database. No ad network, no sharing, no IP address kept.',
        'A random identifier lives in a signed cookie (13 months at most, never prolonged). The history is kept for 25 months at most.',
      ],
    },
    {
      title: 'Your rights',
      paragraphs: [
        'The page “My data” shows all that is remembered and why, takes out what does not interest you, pauses, hands all of it out as a file and erases the history, at once. The foot of the page withdraws your consent.',
      ],
    },
  ],
};
