import { defineTexts } from '../i18n.js';

export const signInTexts = defineTexts('sign-in', {
  fr: {
    title: 'Se connecter',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    showPassword: 'Montrer ou cacher le mot de passe',
    submit: 'Se connecter',
    stillOpen: 'Votre session n’est pas fermée',
    stillOpenMeaning: 'Sur cet appareil, recharger cette page la rouvre, sans mot de passe.',
    signOutAgain: 'Se déconnecter à nouveau',
  },
  en: {
    title: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    showPassword: 'Show or hide the password',
    submit: 'Sign in',
    stillOpen: 'Your session has not ended',
    stillOpenMeaning: 'On this device, loading this page again opens it, without a password.',
    signOutAgain: 'Sign out again',
  },
});
