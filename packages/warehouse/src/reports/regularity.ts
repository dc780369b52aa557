import { reportByClass } from './by-class.js';
import { gapsOf } from './usual-gap.js';

const gaps = gapsOf('times');
const variation = `arrayReduce('stddevPop', ${gaps}) / arrayReduce('avg', ${gaps})`;

export const regularity = reportByClass({
  name: 'regularity',
  title: { fr: 'Régularité', en: 'Regularity' },
  definition: {
    fr: 'À partir de trois commandes : l’écart-type des intervalles entre commandes, divisé par leur moyenne. Moins de 0,5 : régulière (`regular`) ; moins de 1 : variable (`varying`) ; au-delà : irrégulière (`irregular`). Une ou deux commandes : trop peu pour le dire (`too_few`).',
    en: 'From three orders on: the standard deviation of the gaps between orders, divided by their mean. Below 0.5: `regular`; below 1: `varying`; beyond: `irregular`. One or two orders are `too_few` to tell.',
  },
  classTitle: { fr: 'Rythme', en: 'Rhythm' },
  classOf: `multiIf(length(times) < 3, 'too_few', times[1] = times[-1] OR ${variation} >= 1, 'irregular', ${variation} < 0.5, 'regular', 'varying')`,
  classes: ['regular', 'varying', 'irregular', 'too_few'],
});
