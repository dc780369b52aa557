import { reportByClass } from './by-class.js';
import { asOf } from './people.js';
import { dayMs } from './usual-gap.js';

export const tenureClasses = [
  'under_3_months',
  '3_to_6_months',
  '6_to_12_months',
  '1_to_2_years',
  'over_2_years',
] as const;

const age = `(${asOf} - times[1])`;

/** By whole days since the first order: 91, 182, 365 and 730. */
export const tenureOfPerson = `multiIf(${age} < ${91 * dayMs}, 'under_3_months', ${age} < ${182 * dayMs}, '3_to_6_months',
    ${age} < ${365 * dayMs}, '6_to_12_months', ${age} < ${730 * dayMs}, '1_to_2_years', 'over_2_years')`;

export const tenure = reportByClass({
  name: 'tenure',
  title: { fr: 'Ancienneté', en: 'Tenure' },
  definition: {
    fr: 'Temps écoulé depuis la première commande, au dernier jour de la période : moins de 91 jours, moins de 182, de 365, de 730, ou davantage.',
    en: 'Time since the first order, as of the last day of the period: less than 91 days, less than 182, 365, 730, or more.',
  },
  classTitle: { fr: 'Première commande', en: 'First order' },
  classOf: tenureOfPerson,
  classes: tenureClasses,
});
