import { defineTexts } from '../i18n.js';

/** Failures by their code; the others are `other`. */
export const failureTexts = defineTexts('failure', {
  fr: {
    unreachable: 'Le serveur ne répond pas. Vérifiez votre connexion.',
    wrong_credentials: 'L’adresse ou le mot de passe est faux.',
    rate_limited: 'Trop d’essais : attendez un peu.',
    forbidden: 'Votre rôle ne le permet pas.',
    not_signed_in: 'Vous n’êtes plus connecté.',
    not_found: 'Cela n’existe pas, ou plus.',
    version_conflict: 'Quelqu’un d’autre l’a changé entre-temps : relisez avant d’enregistrer.',
    definition_in_use: 'D’autres définitions s’y réfèrent.',
    invalid_request: 'Quelque chose ne va pas dans ce qui est demandé.',
    warehouse_unavailable: 'La base de données ne répond pas pour le moment.',
    other: 'Cela n’a pas marché ({{code}}).',
  },
  en: {
    unreachable: 'The server does not answer. Check your connection.',
    wrong_credentials: 'The address or the password is wrong.',
    rate_limited: 'Too many attempts: wait a little.',
    forbidden: 'Your role does not allow this.',
    not_signed_in: 'You are not signed in any more.',
    not_found: 'This does not exist, or no longer.',
    version_conflict: 'Somebody else changed it meanwhile: read it again before you save.',
    definition_in_use: 'Other definitions refer to it.',
    invalid_request: 'Something is wrong in what was asked for.',
    warehouse_unavailable: 'The database does not answer at the moment.',
    other: 'That did not work ({{code}}).',
  },
});
