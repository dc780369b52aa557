import type { ReportColumn } from '@sillage/protocol';
import { revenueDefinition } from './net-orders.js';

/** Columns that several reports of visits have, each with one definition. */
export const visitColumns = {
  visits: {
    name: 'visits',
    unit: 'count',
    title: { fr: 'Visites', en: 'Visits' },
    definition: {
      fr: 'Une visite est l’activité d’un visiteur, terminée par 30 minutes sans événement. Elle compte le jour où elle commence.',
      en: 'A visit is what a visitor does, ended by 30 minutes without an event. It counts on the day on which it begins.',
    },
  },
  visitors: {
    name: 'visitors',
    unit: 'count',
    title: { fr: 'Visiteurs', en: 'Visitors' },
    definition: {
      fr: 'Navigateurs différents qui ont accepté la mesure d’audience. Une personne avec deux appareils compte deux fois.',
      en: 'Different browsers that agreed to measuring. A person with two devices counts twice.',
    },
  },
  recognisedVisitors: {
    name: 'recognisedVisitors',
    unit: 'count',
    title: { fr: 'Visiteurs reconnus', en: 'Recognised visitors' },
    definition: {
      fr: 'Visiteurs de la période qui étaient déjà venus, avant ou pendant elle, ou dont le numéro de client est connu.',
      en: 'Visitors of the period who had been there already, before or during it, or whose customer id is known.',
    },
  },
  pageViews: {
    name: 'pageViews',
    unit: 'count',
    title: { fr: 'Pages vues', en: 'Page views' },
    definition: { fr: 'Pages vues pendant ces visites.', en: 'Pages viewed during these visits.' },
  },
  attentionMs: {
    name: 'attentionMs',
    unit: 'durationMs',
    title: { fr: 'Attention', en: 'Attention' },
    definition: {
      fr: 'Temps pendant lequel une page était visible et le visiteur actif, en tout.',
      en: 'Time during which a page was visible and the visitor active, in all.',
    },
  },
  orders: {
    name: 'orders',
    unit: 'count',
    title: { fr: 'Commandes', en: 'Orders' },
    definition: {
      fr: 'Commandes de tous les canaux dans la monnaie du rapport, chacune une fois, aussi celles remboursées ensuite. Avec un filtre par appareil, pays ou provenance : celles passées pendant une visite.',
      en: 'Orders of all channels in the currency of the report, each once, those refunded later too. With a filter by device, country or source: those placed during a visit.',
    },
  },
  conversion: {
    name: 'conversion',
    unit: 'share',
    title: { fr: 'Conversion', en: 'Conversion' },
    definition: {
      fr: 'Part des visites pendant lesquelles une commande a été passée, dans n’importe quelle monnaie et quel que soit le canal qui l’a dite.',
      en: 'Share of the visits during which an order was placed, in any currency and whichever channel told it.',
    },
  },
  revenue: {
    name: 'revenue',
    unit: 'money',
    title: { fr: 'Chiffre d’affaires', en: 'Revenue' },
    definition: revenueDefinition,
  },
  averageBasket: {
    name: 'averageBasket',
    unit: 'money',
    title: { fr: 'Panier moyen', en: 'Average basket' },
    definition: {
      fr: 'Chiffre d’affaires divisé par le nombre de commandes.',
      en: 'Revenue divided by the number of orders.',
    },
  },
} as const satisfies Record<string, ReportColumn>;

export const noVisits = {
  fr: 'Aucune visite sur la période : la balise est-elle posée ? `sillage doctor` le dit. Importez vos commandes pour voir le chiffre d’affaires d’avant.',
  en: 'No visit in the period: is the tag there? `sillage doctor` tells. Import your orders to see the revenue from before.',
};
