import { expect, it } from 'vitest';
import { Collector } from './collector.js';
import { createStore } from './store.js';

const url = 'http://sillage.test';
/** What is passed on there is answered 502. */
const nobody = 'http://127.0.0.1:1';

function open(answer: () => Promise<Response> = async () => Response.json({})) {
  const asked: Request[] = [];
  const collector = new Collector({
    url,
    site: 'escale',
    secretKey: 'sk_test',
    fetch: (input, init) => {
      asked.push(new Request(input, init));
      return answer();
    },
  });
  const store = createStore({
    site: 'escale',
    collectorUrl: nobody,
    collector,
    endpoint: '/parfum',
    script: 's.js',
    policyVersion: '1',
    visitorCookie: '__Host-escale',
    identifySecret: 'i'.repeat(32),
    sessionSecret: 's'.repeat(32),
    clock: () => 0,
    newReference: () => 'TEST',
    addressOf: () => '192.0.2.1',
  });
  const get = (path: string, headers: Record<string, string> = {}) =>
    store.request(`http://shop.test${path}`, { headers });
  const post = (path: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
    store.request(`http://shop.test${path}`, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { Origin: 'http://shop.test', ...headers },
    });
  return { get, post, asked };
}

it.each([
  ['/fr/', 200],
  ['/en/', 200],
  ['/fr/parfums', 200],
  ['/en/luggage/weekend-bags', 200],
  ['/fr/parfums/colognes/neroli-du-large', 200],
  ['/fr/recherche?q=figue', 200],
  ['/fr/panier', 200],
  ['/fr/compte', 200],
  ['/fr/confidentialite', 200],
  ['/fr/mes-donnees', 200],
  ['/images/figue-de-minuit.svg', 200],
  ['/assets/style.css', 200],
  ['/banner/tarteaucitron.min.js', 200],
  ['/fr/commande', 302],
  ['/fr/merci', 302],
  ['/fr/maison/plaids/figue-de-minuit', 301],
  ['/fr/nowhere', 404],
  ['/images/nothing.svg', 404],
  ['/parfum/metrics', 404],
  ['/parfum/v1/history', 404],
  ['/parfum/v1/consent-texts', 404],
  ['/parfum/v1/reports/events', 404],
  ['/parfum/v1/me/other', 404],
  ['/parfum/v1/personalise', 502],
  ['/parfum/v1/probe', 502],
  ['/parfum/v1/me', 502],
  ['/parfum/v1/me/export', 502],
  ['/parfum/v1/me/reference', 502],
  ['/parfum/s.js', 502],
])('answers %s with %i', async (path, status) => {
  expect((await open().get(path)).status).toBe(status);
});

it('tells Sillage of a page that is not there, and of no other', async () => {
  const told = "sillage('track','custom',{name:'not_found'})";
  expect(await (await open().get('/fr/nowhere')).text()).toContain(told);
  expect(await (await open().get('/fr/parfums')).text()).not.toContain(told);
});

it('sends who comes to / to their language', async () => {
  const reply = await open().get('/', { 'Accept-Language': 'en-GB' });
  expect(reply.headers.get('Location')).toBe('/en/');
});

it('allows no inline script without the nonce of its answer', async () => {
  const reply = await open().get('/fr/');
  const policy = reply.headers.get('Content-Security-Policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toContain(`script-src 'self' 'nonce-${nonce}';`);
  const scripts = (await reply.text()).match(/<script(?![^>]*(src=|json))[^>]*>/g);
  expect(scripts).toEqual([`<script nonce="${nonce}">`]);
});

it('sells from a form, without a script', async () => {
  const { get, post } = open();
  const added = await post('/fr/panier', { product: 'ESC-1003', quantity: '2', action: 'add' });
  expect(added.status).toBe(303);
  const cart = added.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(decodeURIComponent(cart)).toBe('cart=ESC-1003:2');
  expect(await (await get('/fr/panier', { Cookie: cart })).text()).toContain('Figue de minuit');
  const paid = await post('/fr/commande', { name: 'A' }, { Cookie: cart });
  expect(paid.headers.get('Location')).toBe('/fr/merci');
  expect(paid.headers.getSetCookie().map((cookie) => cookie.split(';')[0])).toEqual(['order=ESC-TEST', 'cart=']);
  expect(await (await get('/fr/merci', { Cookie: 'order=ESC-TEST' })).text()).toContain('"transaction_id":"ESC-TEST"');
});

it('takes no form from another site', async () => {
  const reply = await open().post('/fr/panier', { product: 'ESC-1003' }, { Origin: 'http://evil.test' });
  expect(reply.status).toBe(403);
});

it('believes no sign-in that it has not signed itself', async () => {
  const { get, post } = open();
  const signedIn = await post('/fr/compte', { customer: 'C-2041' });
  const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(await (await get('/fr/', { Cookie: cookie })).text()).toContain(`sillage('identify',"C-2041"`);
  expect(await (await get('/fr/', { Cookie: 'account=C-2041.forged' })).text()).not.toContain('identify');
});

const looked = {
  recognised: true,
  visits: 2,
  lastVisitAt: Date.UTC(2026, 10, 2),
  sessions: [{ pages: [{ viewedAt: 1, products: [{ productId: 'ESC-3010' }] }], orders: [] }],
};

it('brings back what a recognised visitor looked at, asked with the secret key', async () => {
  const { get, asked } = open(async () => Response.json(looked));
  const html = await (await get('/fr/', { Cookie: '__Host-escale=v1.token' })).text();
  expect(html).toContain('Vous étiez passé par ici');
  expect(html).toContain('/fr/maison/plaids/plaid-foret');
  expect(asked[0]?.url).toBe(`${url}/v1/history`);
  expect(asked[0]?.headers.get('Authorization')).toBe('Bearer sk_test');
  expect(await asked[0]?.json()).toEqual({ site: 'escale', visitorToken: 'v1.token', limit: 5 });
});

const liked = {
  recognised: true,
  interests: [
    {
      kind: 'topic',
      key: 'maison',
      score: 2,
      why: [{ kind: 'product', key: 'ESC-3010', at: Date.UTC(2026, 10, 2, 12), did: 'added' }],
    },
  ],
  decisions: {
    recommended: {
      decisionId: 'd1',
      slot: 'recommended',
      kind: 'default',
      content: { title: 'Chosen for you', text: 'Nothing else.' },
      products: ['ESC-1001', 'ESC-1002', 'ESC-2001', 'ESC-2002'].map((productId) => ({ productId, reason: 'Because' })),
    },
  },
};

it('arranges the home page by what Sillage tells of the visitor, and says why', async () => {
  const { get, asked } = open(async () => Response.json(liked));
  const html = await (await get('/en/', { Cookie: '__Host-escale=v1.token; cart=ESC-1003:2', 'Sec-GPC': '1' })).text();
  expect(html.indexOf('>Home</strong>')).toBeLessThan(html.indexOf('>Perfumes</strong>'));
  expect(html).toMatch(/You put “[^”]+” into your cart on 2 November\./);
  expect(html).toContain('data-sillage-decision="d1"');
  expect(html).toContain('<p class="why">Because</p>');
  expect(asked[1]?.url).toBe(`${url}/v1/personalise`);
  expect(await asked[1]?.json()).toEqual({
    site: 'escale',
    visitorToken: 'v1.token',
    slots: ['recommended'],
    context: { path: '/en/', locale: 'en', gpc: true, cart: [{ productId: 'ESC-1003', quantity: 2 }] },
  });
});

it.each<[string, () => Promise<Response>]>([
  ['is away', () => Promise.reject(new TypeError('fetch failed'))],
  ['answers 503', async () => new Response(null, { status: 503 })],
  ['answers nonsense', async () => new Response('<html>')],
  ['knows nobody', async () => Response.json({ recognised: false, visits: 0, sessions: [] })],
])('shows the same home page as ever when Sillage %s', async (_, answer) => {
  const html = await (await open(answer).get('/fr/', { Cookie: '__Host-escale=v1.token' })).text();
  expect(html).toContain('Partir un peu');
  expect(html).not.toContain('Vous étiez passé par ici');
  expect(html).toContain('Quatre rayons, un seul voyage');
  expect(html).toContain('Le choix de l');
  expect(html).not.toContain('class="why">');
});

it('asks nothing about a visitor without the cookie', async () => {
  const { get, asked } = open();
  await get('/fr/');
  await get('/fr/mes-donnees');
  expect(asked).toEqual([]);
});
