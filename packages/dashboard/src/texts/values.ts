import { defineTexts } from '../i18n.js';

/** Devices, and the channels that are not named by the shop. */
export const valueTexts = defineTexts('values', {
  fr: {
    computer: 'Ordinateur',
    phone: 'Téléphone',
    tablet: 'Tablette',
    otherDevice: 'Autre appareil',
    website: 'Site',
    shopServer: 'Serveur de la boutique',
    import: 'Import',
  },
  en: {
    computer: 'Computer',
    phone: 'Phone',
    tablet: 'Tablet',
    otherDevice: 'Other device',
    website: 'Website',
    shopServer: 'The shop’s server',
    import: 'Import',
  },
});
