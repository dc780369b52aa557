import { defineTexts } from '../i18n.js';

/** What is said where a definition is saved or deleted. */
export const savingTexts = defineTexts('saving', {
  fr: {
    save: 'Enregistrer',
    version: 'Version {{version}}, enregistrée le {{time}}',
    conflict: 'Quelqu’un d’autre a enregistré entre-temps. Vos changements sont encore là.',
    taken: 'Cet identifiant est déjà pris : prenez-en un autre.',
    theirs: 'Prendre sa version',
    mine: 'Enregistrer la mienne quand même',
    inUse: 'Des offres ou des enquêtes s’en servent :',
    delete: 'Supprimer',
    deleteAsk: 'Supprimer « {{name}} » ?',
    deleteYes: 'Oui, supprimer',
    cancel: 'Annuler',
  },
  en: {
    save: 'Save',
    version: 'Version {{version}}, saved on {{time}}',
    conflict: 'Somebody else saved meanwhile. Your changes are still here.',
    taken: 'This identifier is taken: take another.',
    theirs: 'Take their version',
    mine: 'Save mine all the same',
    inUse: 'Offers or surveys use it:',
    delete: 'Delete',
    deleteAsk: 'Delete “{{name}}”?',
    deleteYes: 'Yes, delete',
    cancel: 'Cancel',
  },
});
