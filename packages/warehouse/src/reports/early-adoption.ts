import { reportByClass } from './by-class.js';
import { ordersOfPersons } from './person-orders.js';
import { dayMs } from './usual-gap.js';

/** Days after which a product is new no more: as in segments. */
const newForDays = 60;

/** Of orders, when the newest of their products came out, of those of which the catalogue tells it: milliseconds. */
const releases = `SELECT order_id, max(released) AS newest
  FROM (SELECT order_id, arrayJoin(lines.product_id) AS product_id FROM orders FINAL WHERE ${ordersOfPersons}) AS lines_of
  INNER JOIN (
    SELECT id, toUnixTimestamp64Milli(assumeNotNull(released_at)) AS released FROM catalogue FINAL
    WHERE site = {site:String} AND NOT is_removed AND released_at IS NOT NULL) AS products ON products.id = lines_of.product_id
  GROUP BY order_id`;

const share = 'with_new / with_known';

export const earlyAdoption = reportByClass({
  name: 'early-adoption',
  title: { fr: 'Goût de la nouveauté', en: 'Early adoption' },
  definition: {
    fr: `Part des commandes où se trouve un produit de moins de ${newForDays} jours (\`releasedAt\` du catalogue), parmi celles dont l’âge d’un produit au moins est connu : la moitié ou plus (\`early\`), moins (\`sometimes\`), aucune (\`never\`) ; \`unknown\` : le catalogue ne dit l’âge de rien de ce qui a été acheté.`,
    en: `Share of the orders with a product less than ${newForDays} days old (the catalogue’s \`releasedAt\`), of those of which the age of at least one product is known: half or more (\`early\`), less (\`sometimes\`), none (\`never\`); \`unknown\`: the catalogue tells the age of nothing that was bought.`,
  },
  classTitle: { fr: 'Achète des nouveautés', en: 'Buys what is new' },
  join: `LEFT JOIN (${releases}) AS releases ON releases.order_id = bought.order_id`,
  aggregates: `, countIf(releases.newest > 0) AS with_known,
      countIf(releases.newest > 0 AND toUnixTimestamp64Milli(at) - releases.newest < ${newForDays * dayMs}) AS with_new`,
  classOf: `multiIf(with_known = 0, 'unknown', ${share} >= 0.5, 'early', with_new > 0, 'sometimes', 'never')`,
  classes: ['early', 'sometimes', 'never', 'unknown'],
});
