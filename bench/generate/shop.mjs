import { Random } from './random.mjs';

/** A French outdoor shop's rayons with their sub-rayons. */
const rayons = {
  chaussures: ['randonnee', 'trail', 'ville', 'sandales', 'bottes'],
  vestes: ['pluie', 'doudounes', 'polaires', 'coupe-vent'],
  sacs: ['randonnee', 'voyage', 'velo', 'quotidien'],
  couchage: ['tentes', 'duvets', 'matelas'],
  cuisine: ['rechauds', 'popotes', 'gourdes'],
  velo: ['casques', 'eclairage', 'sacoches', 'textile'],
  enfants: ['chaussures', 'vestes', 'portage'],
};
const brands = [
  'Alpenglo',
  'Bruyère',
  'Cairn',
  'Drailles',
  'Estive',
  'Fayard',
  'Garrigue',
  'Hautacam',
  'Izoard',
  'Jasse',
];
const models = ['Aubrac', 'Belledonne', 'Chartreuse', 'Dévoluy', 'Écrins', 'Forez', 'Gavarnie', 'Haut-Jura', 'Lubéron'];
const kinds = ['léger', 'imperméable', 'trois saisons', 'grand froid', 'compact', 'confort', 'ultra', 'première'];

/** Words that people type into the shop's search. */
export const searchWords = [
  'chaussure randonnée femme',
  'tente 2 places',
  'veste pluie',
  'gourde inox',
  'sac 40 litres',
  'duvet -5',
  'doudoune',
  'sandales',
  'porte bébé',
  'réchaud gaz',
  'casque vélo',
  'frontale',
  'bâtons',
  'polaire homme',
  'guêtres',
  'lacets',
];

/** Hosts from which visitors come; the empty one is a direct visit. */
export const referrers = [
  '',
  '',
  '',
  'www.google.com',
  'www.google.fr',
  'www.bing.com',
  'www.instagram.com',
  'duckduckgo.com',
];

export const campaigns = [
  { source: 'newsletter', medium: 'email', name: 'automne-2026' },
  { source: 'google', medium: 'cpc', name: 'chaussures-marque' },
  { source: 'instagram', medium: 'social', name: 'sortie-doudounes' },
];

/**
 * The shop: its topics and products, always the same for the same number of products.
 * @returns {{topics: string[], products: {product: object, topic: string, path: string, title: string}[]}}
 */
export function openShop(productCount = 4_000, random = new Random(7)) {
  const topics = Object.entries(rayons).flatMap(([rayon, names]) => names.map((name) => `${rayon}/${name}`));
  const products = Array.from({ length: productCount }, (_, index) => makeProduct(index, topics, random));
  return { topics, products };
}

function makeProduct(index, topics, random) {
  const topic = random.pick(topics);
  const brand = brands[random.skewed(brands.length, 1.6)];
  const name = `${brand} ${random.pick(models)} ${random.pick(kinds)} ${random.integer(10, 99)}`;
  const productId = `P${100_000 + index * 7}`;
  return {
    topic,
    path: `/${topic}/${toPathPart(name)}-${productId.toLowerCase()}`,
    title: `${name} | La Boutique des Sentiers`,
    product: { productId, name, brand, priceMinor: random.integer(9, 320) * 100 - 1, currency: 'EUR' },
  };
}

function toPathPart(name) {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
}
