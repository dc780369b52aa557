import { campaigns, referrers, searchWords } from './shop.mjs';

/**
 * One visit to the shop: wire events in the order in which they happen, the clock moving on between them.
 * @param {{random: import('./random.mjs').Random, shop: ReturnType<typeof import('./shop.mjs').openShop>, startedAt: number, orderNumber: () => number}} setting
 */
export function* visit({ random, shop, startedAt, orderNumber }) {
  const trip = { random, shop, now: startedAt, tab: random.letters(8), sequence: 0, pageViewId: '', cart: [] };
  const taste = random.skewed(shop.topics.length, 1.3);
  yield* viewListing(trip, random.chance(0.6) ? '/' : `/${shop.topics[taste]}`, taste, landing(random));
  const steps = 1 + Math.floor(random.wait(3));
  for (let step = 0; step < steps; step++) {
    const topic = random.chance(0.75) ? taste : random.skewed(shop.topics.length, 1.3);
    if (random.chance(0.08)) yield* search(trip);
    else if (random.chance(0.3)) yield* viewListing(trip, `/${shop.topics[topic]}`, topic, {});
    else yield* viewProduct(trip, topic);
  }
  if (trip.cart.length > 0) yield* endWithCart(trip, orderNumber);
}

function landing(random) {
  if (random.chance(0.12)) return { campaign: random.pick(campaigns) };
  const referrerHost = random.pick(referrers);
  return referrerHost ? { referrerHost } : {};
}

function* viewListing(trip, path, topic, extra) {
  const topics = path === '/' ? [] : [trip.shop.topics[topic]];
  yield view(trip, {
    path,
    title: `${path === '/' ? 'Accueil' : topics[0]} | La Boutique des Sentiers`,
    topics,
    ...extra,
  });
  yield* engage(trip, path, topics);
}

function* viewProduct(trip, topic) {
  const { random, shop } = trip;
  let item = shop.products[random.skewed(shop.products.length)];
  for (let look = 0; look < 6 && item.topic !== shop.topics[topic]; look++) {
    item = shop.products[random.skewed(shop.products.length)];
  }
  const topics = [item.topic];
  yield view(trip, { path: item.path, title: item.title, topics });
  yield event(trip, { type: 'product_view', path: item.path, product: item.product, topics });
  yield* engage(trip, item.path, topics, random.chance(0.5));
  if (random.chance(0.16)) {
    const line = { ...item.product, quantity: random.chance(0.9) ? 1 : 2, topics };
    trip.cart.push(line);
    yield event(trip, { type: 'cart_add', line });
  }
}

function* search(trip) {
  const query = trip.random.pick(searchWords);
  yield view(trip, { path: '/recherche', title: 'Recherche | La Boutique des Sentiers', topics: [] });
  yield event(trip, { type: 'search', query, resultCount: trip.random.integer(0, 80) });
  yield* engage(trip, '/recherche', []);
}

function* endWithCart(trip, orderNumber) {
  const { random, cart } = trip;
  yield view(trip, { path: '/panier', title: 'Panier | La Boutique des Sentiers', topics: [] });
  if (random.chance(0.15)) yield event(trip, { type: 'cart_remove', line: cart.pop() });
  if (cart.length === 0 || !random.chance(0.35)) return;
  const totalMinor = cart.reduce((sum, line) => sum + line.priceMinor * line.quantity, 0);
  yield event(trip, { type: 'checkout_start', lines: [...cart], currency: 'EUR', totalMinor });
  trip.now += random.wait(90_000);
  yield view(trip, { path: '/merci', title: 'Merci | La Boutique des Sentiers', topics: [] });
  const order = {
    orderId: `C${orderNumber()}`,
    currency: 'EUR',
    totalMinor: totalMinor + 490,
    shippingMinor: 490,
    lines: [...cart],
  };
  yield event(trip, { type: 'purchase', order });
}

function* engage(trip, path, topics, readsSections = false) {
  const { random } = trip;
  let depthLeft = 100;
  do {
    const attentionMs = Math.min(60_000, Math.round(random.wait(9_000)) + 200);
    trip.now += attentionMs + random.wait(1_500);
    const depthPercent = random.integer(0, depthLeft);
    depthLeft -= depthPercent;
    const reading = Math.round(attentionMs * random.fraction());
    const sections = { description: reading, avis: attentionMs - reading };
    yield event(trip, {
      type: 'engagement',
      path,
      topics,
      attentionMs,
      depthPercent,
      ...(readsSections ? { sections } : {}),
    });
  } while (random.chance(0.3));
}

function view(trip, page) {
  trip.now += trip.random.wait(900);
  const made = event(trip, { type: 'page_view', ...page, language: 'fr-FR' });
  trip.pageViewId = made.id;
  made.pageViewId = made.id;
  return made;
}

function event(trip, rest) {
  trip.now += trip.random.integer(1, 40);
  const occurredAt = Math.floor(trip.now);
  const id = trip.random.uuidAt(occurredAt);
  return {
    id,
    occurredAt,
    clockOffsetMs: 0,
    tab: trip.tab,
    sequence: trip.sequence++,
    pageViewId: trip.pageViewId,
    ...rest,
  };
}
