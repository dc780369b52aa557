import { defineTexts } from '../i18n.js';

export const interestsTexts = defineTexts('interests', {
  fr: {
    lead: 'Les rayons qui intéressent les visiteurs, combien ils sont et avec quelle force.',
    shown: 'Chiffre montré',
    above: 'Rayons',
    firstLevel: 'Premier niveau',
    below: 'Sous {{topic}}',
    topic: 'Rayon : {{topic}}',
    back: 'Tous les centres d’intérêt',
    names: 'Renommer, joindre et masquer des rayons',
    namesLead:
      'Un rayon compte sous le nom que vous lui donnez, avec tous ceux qui sont au-dessous ; deux rayons du même nom n’en font qu’un ; sans nom, il est masqué. Le changement vaut aussitôt, pour le passé aussi.',
    from: 'Rayon',
    to: 'Compte comme (vide : masqué)',
    add: 'Ajouter un rayon',
    remove: 'Retirer {{topic}}',
    save: 'Enregistrer',
    saved: 'Les rayons sont enregistrés.',
    none: 'Aucun rayon n’est renommé, joint ou masqué ici.',
    notTopic: 'Des minuscules, chiffres et traits d’union, quatre niveaux au plus séparés par « / ».',
  },
  en: {
    lead: 'The topics that interest visitors, how many they are and how much.',
    shown: 'Figure shown',
    above: 'Topics',
    firstLevel: 'First level',
    below: 'Below {{topic}}',
    topic: 'Topic: {{topic}}',
    back: 'All interests',
    names: 'Rename, merge and hide topics',
    namesLead:
      'A topic counts under the name that you give it, with all that are below it; two topics of one name become one; without a name it is hidden. A change holds at once, of the past too.',
    from: 'Topic',
    to: 'Counts as (empty: hidden)',
    add: 'Add a topic',
    remove: 'Remove {{topic}}',
    save: 'Save',
    saved: 'The topics are saved.',
    none: 'No topic is renamed, merged or hidden here.',
    notTopic: 'Lower-case letters, digits and hyphens, at most four levels separated by “/”.',
  },
});
