import { reportByClass } from './by-class.js';

const share = 'with_coupon / people.orders';

export const discountLoyalty = reportByClass({
  name: 'discount-loyalty',
  title: { fr: 'Fidélité aux promotions', en: 'Loyalty to discounts' },
  definition: {
    fr: 'Part des commandes passées avec un code promotionnel, sur la commande ou sur une ligne, pour qui a commandé au moins deux fois : aucune (`never`), moins de la moitié (`sometimes`), moins de quatre sur cinq (`mostly`), davantage (`only`). Qui n’a commandé qu’une fois est à part (`one_order`).',
    en: 'Share of the orders with a coupon, of the order or of a line, of who ordered at least twice: none (`never`), less than half (`sometimes`), less than four of five (`mostly`), more (`only`). Who ordered once stands apart (`one_order`).',
  },
  classTitle: { fr: 'Avec une promotion', en: 'With a discount' },
  more: { has_coupon: "coupon != '' OR arrayExists(one -> one != '', lines.coupon)" },
  aggregates: ', countIf(has_coupon) AS with_coupon',
  classOf: `multiIf(people.orders < 2, 'one_order', with_coupon = 0, 'never', ${share} < 0.5, 'sometimes', ${share} < 0.8, 'mostly', 'only')`,
  classes: ['never', 'sometimes', 'mostly', 'only', 'one_order'],
});
