import { getOrCreateConsentRuntime } from 'c15t';

getOrCreateConsentRuntime({
  mode: 'offline',
  consentCategories: ['necessary', 'measurement', 'experience', 'marketing'],
});
