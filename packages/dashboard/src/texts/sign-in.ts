import { defineTexts } from '../i18n.js';

export const signInTexts = defineTexts('sign-in', {
  fr: {
    title: 'Se connecter',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    showPassword: 'Montrer ou cacher le mot de passe',
    submit: 'Se connecter',
  },
  en: {
    title: 'Sign in',
    email: 'E-mail address',
    password: 'Password',
    showPassword: 'Show or hide the password',
    submit: 'Sign in',
  },
});
