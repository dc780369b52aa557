import { defineTexts } from '../i18n.js';

/** Of the form in which one changes one's own password. */
export const passwordTexts = defineTexts('password', {
  fr: {
    change: 'Changer mon mot de passe',
    current: 'Mot de passe actuel',
    next: 'Nouveau mot de passe',
    nextHint: 'Au moins {{least}} caractères. Vos autres navigateurs seront déconnectés.',
    show: 'Montrer ou cacher : {{name}}',
    save: 'Changer',
    cancel: 'Annuler',
    wrong: 'Le mot de passe actuel est faux.',
    changed: 'Votre mot de passe est changé.',
  },
  en: {
    change: 'Change my password',
    current: 'Current password',
    next: 'New password',
    nextHint: 'At least {{least}} characters. Your other browsers are signed out.',
    show: 'Show or hide: {{name}}',
    save: 'Change',
    cancel: 'Cancel',
    wrong: 'The current password is wrong.',
    changed: 'Your password is changed.',
  },
});
