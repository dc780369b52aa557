import { defineTexts } from '../i18n.js';

export const overviewTexts = defineTexts('overview', {
  fr: {
    lead: 'Ce qui se passe dans la boutique, et ce que cela rapporte.',
    revenue: 'Chiffre d’affaires',
    with: 'avec taxes et livraison',
    without: 'sans taxes ni livraison',
    by: 'Par',
    channel: 'canal',
    device: 'appareil',
    country: 'pays',
    source: 'provenance',
    campaign: 'campagne',
    none: '(aucune)',
    figures: 'Chiffres de la période',
    before: '{{name}}, avant',
  },
  en: {
    lead: 'What happens in the shop, and what it brings.',
    revenue: 'Revenue',
    with: 'with tax and shipping',
    without: 'without tax and shipping',
    by: 'By',
    channel: 'channel',
    device: 'device',
    country: 'country',
    source: 'source',
    campaign: 'campaign',
    none: '(none)',
    figures: 'Figures of the period',
    before: '{{name}}, before',
  },
});
