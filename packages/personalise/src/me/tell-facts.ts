import type { VisitorFacts } from '@sillage/protocol';
import type { Teller } from './teller.js';

const viewedTold = 5;

const several = (count: number) => (count > 1 ? 's' : '');

const sentences = {
  fr: {
    visits: (visits: number, days: number) =>
      `Vous avez fait ${visits} visite${several(visits)}, sur ${days} jour${several(days)}.`,
    times: (first: string, last: string) => `La première fois le ${first}, la dernière le ${last}.`,
    attention: (minutes: number) => `Vous avez passé ${minutes} minute${several(minutes)} sur nos pages.`,
    cart: (lines: string) => `Dans votre panier : ${lines}.`,
    viewed: (names: string) => `Regardé sans l’acheter, le dernier d’abord : ${names}.`,
    orders: (orders: number, revenue: string) =>
      `Vous avez passé ${orders} commande${several(orders)}, pour ${revenue}.`,
    lastOrder: (days: number) => `La dernière commande a ${days} jour${several(days)}.`,
    gap: (days: number) => `D’ordinaire, ${days} jour${several(days)} passent entre deux de vos commandes.`,
    coupons: (share: string) => `Vous avez utilisé un code de réduction dans ${share} de vos commandes.`,
    searches: (count: number, empty: number) =>
      `Vous avez fait ${count} recherche${several(count)}, dont ${empty} sans résultat.`,
    complaints: (count: number) => `${count} de vos réclamations ${count > 1 ? 'sont ouvertes' : 'est ouverte'}.`,
    channels: (names: string) => `Par : ${names}.`,
    device: (name: string) => `Votre dernière visite était sur ${name}.`,
    country: (name: string) => `Pays de votre dernière visite : ${name}.`,
    own: 'Cet appareil est marqué comme l’un de ceux de la boutique : il n’entre dans aucun chiffre.',
    devices: { desktop: 'un ordinateur', mobile: 'un téléphone', tablet: 'une tablette' } as Record<string, string>,
  },
  en: {
    visits: (visits: number, days: number) =>
      `You made ${visits} visit${several(visits)}, on ${days} day${several(days)}.`,
    times: (first: string, last: string) => `First on ${first}, last on ${last}.`,
    attention: (minutes: number) => `You spent ${minutes} minute${several(minutes)} on our pages.`,
    cart: (lines: string) => `In your cart: ${lines}.`,
    viewed: (names: string) => `Looked at and not bought, the last first: ${names}.`,
    orders: (orders: number, revenue: string) => `You placed ${orders} order${several(orders)}, for ${revenue}.`,
    lastOrder: (days: number) => `Your last order is ${days} day${several(days)} old.`,
    gap: (days: number) => `Usually ${days} day${several(days)} pass between two of your orders.`,
    coupons: (share: string) => `You used a discount code in ${share} of your orders.`,
    searches: (count: number, empty: number) =>
      `You searched ${count} time${several(count)}, of which ${empty} without a result.`,
    complaints: (count: number) => `${count} of your complaints ${count > 1 ? 'are' : 'is'} open.`,
    channels: (names: string) => `By: ${names}.`,
    device: (name: string) => `Your last visit was on ${name}.`,
    country: (name: string) => `Country of your last visit: ${name}.`,
    own: 'This device is marked as one of the shop’s own: it counts in no figure.',
    devices: { desktop: 'a computer', mobile: 'a phone', tablet: 'a tablet' } as Record<string, string>,
  },
};

/** What is counted of a visitor, a sentence each; nothing is said of what is zero or unknown. `undefined`: the shop's own people. */
export function tellFacts(facts: VisitorFacts | undefined, teller: Teller): string[] {
  if (!facts) return [sentences[teller.language].own];
  return [...tellVisits(facts, teller), ...tellWants(facts, teller), ...tellOrders(facts, teller)];
}

function* tellVisits(facts: VisitorFacts, { language, day }: Teller): Generator<string> {
  const say = sentences[language];
  if (facts.visits > 0) yield say.visits(facts.visits, facts.daysSeen);
  const { firstVisitAt, lastVisitAt } = facts;
  if (facts.visits > 1 && firstVisitAt !== undefined && lastVisitAt !== undefined) {
    yield say.times(day(firstVisitAt), day(lastVisitAt));
  }
  const minutes = Math.round(facts.attentionMs / 60_000);
  if (minutes > 0) yield say.attention(minutes);
  const device = say.devices[facts.device];
  if (device !== undefined) yield say.device(device);
  if (/^[A-Z]{2}$/.test(facts.country)) {
    yield say.country(new Intl.DisplayNames(language, { type: 'region' }).of(facts.country) ?? facts.country);
  }
  if (facts.channels.some((channel) => channel !== 'web')) yield say.channels(facts.channels.join(', '));
}

function* tellWants(facts: VisitorFacts, { language, product }: Teller): Generator<string> {
  const say = sentences[language];
  const lines = facts.cart.lines.map(({ productId, quantity }) => `${quantity} × ${product(productId)}`);
  if (lines.length > 0) yield say.cart(lines.join(', '));
  const viewed = facts.viewedNotBought.slice(0, viewedTold).map(({ productId }) => product(productId));
  if (viewed.length > 0) yield say.viewed(viewed.join(', '));
  if (facts.searches > 0) yield say.searches(facts.searches, facts.searchesWithoutResult);
}

function* tellOrders(facts: VisitorFacts, { language, price, percent }: Teller): Generator<string> {
  const say = sentences[language];
  const revenue = Object.entries(facts.revenueMinor).map(([currency, minor]) => price(minor, currency));
  if (facts.orders > 0) yield say.orders(facts.orders, revenue.join(', '));
  if (facts.daysSinceLastOrder !== undefined) yield say.lastOrder(facts.daysSinceLastOrder);
  if (facts.usualGapDays !== undefined) yield say.gap(facts.usualGapDays);
  if (facts.couponShare !== undefined && facts.couponShare > 0) yield say.coupons(percent(facts.couponShare));
  if (facts.openComplaints > 0) yield say.complaints(facts.openComplaints);
}
