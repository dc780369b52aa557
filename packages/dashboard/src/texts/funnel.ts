import { defineTexts } from '../i18n.js';

export const funnelTexts = defineTexts('funnel', {
  fr: {
    lead: 'De la page à la commande, ce qui vient avant et après, et les paniers laissés.',
    page: 'Page',
    product: 'Fiche produit',
    cart: 'Panier',
    checkout: 'Paiement',
    order: 'Commande',
    none: '(début ou fin de la visite)',
    about: 'Avant et après',
    kind: 'De quoi',
    path: 'une page',
    topic: 'un rayon',
    value: 'Chemin ou rayon',
    show: 'Montrer',
  },
  en: {
    lead: 'From page to order, what comes before and after, and the carts that were left.',
    page: 'Page',
    product: 'Product page',
    cart: 'Cart',
    checkout: 'Checkout',
    order: 'Order',
    none: '(the visit begins or ends)',
    about: 'Before and after',
    kind: 'Of what',
    path: 'a page',
    topic: 'a topic',
    value: 'Path or topic',
    show: 'Show',
  },
});
