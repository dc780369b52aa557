/** A banner with an offer for those who come back, and a list of recommended products; resolves with their ids. */
export async function defineSlots({ url, site, secretKey }) {
  const text = (title) => ({ fr: { title }, en: { title } });
  const products = { strategy: 'next', count: 6 };
  await put('slots/hero', { id: 'hero', name: 'Hero', template: 'banner', content: text('Bienvenue') });
  const list = { id: 'products', name: 'Products', template: 'product_list', content: text('Pour vous'), products };
  await put('slots/products', list);
  const offer = { id: 'back', name: 'Back', status: 'live', slots: ['hero'], segment: 'returning', holdout: 0.1 };
  await put('offers/back', { ...offer, content: { hero: text('Bon retour') } });
  return ['hero', 'products'];

  async function put(path, body) {
    const headers = { authorization: `Bearer ${secretKey}`, 'sillage-site': site, 'content-type': 'application/json' };
    const reply = await fetch(`${url}/v1/${path}`, { method: 'PUT', headers, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${path} answered ${reply.status}: ${await reply.text()}`);
  }
}
