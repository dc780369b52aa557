import { expect, it } from 'vitest';
import { aDecision } from '../testing/decision.js';
import { createDefaultReply, createPersonaliser } from './create-personaliser.js';
import { toSlotAttributes } from './slot-attributes.js';

const known = { ...createDefaultReply(), recognised: true, decisions: { hero: aDecision() } };

function create(answer: (init: RequestInit) => Promise<Response>, timeoutMs?: number) {
  const requests: [string, RequestInit][] = [];
  const failures: unknown[] = [];
  const personalise = createPersonaliser({
    endpoint: 'http://collector',
    site: 'shop',
    key: 'sk_1',
    ...(timeoutMs && { timeoutMs }),
    onFailure: (reason) => failures.push(reason),
    fetcher: ((url: string, init: RequestInit) => {
      requests.push([url, init]);
      return answer(init);
    }) as typeof fetch,
  });
  return { personalise, requests, failures };
}

it('asks by secret key for the visitor that the cookie names', async () => {
  const { personalise, requests } = create(async () => Response.json(known));
  const reply = await personalise({ slots: ['hero'], visitorToken: 'signed', context: { path: '/', gpc: true } });
  expect(reply).toEqual(known);
  const [url, init] = requests[0] ?? [];
  expect(url).toBe('http://collector/v1/personalise');
  expect(init?.headers).toMatchObject({ Authorization: 'Bearer sk_1' });
  expect(init?.redirect).toBe('error');
  expect(JSON.parse(`${init?.body}`)).toEqual({
    site: 'shop',
    slots: ['hero'],
    visitorToken: 'signed',
    context: { path: '/', gpc: true },
  });
});

it.each(['', undefined])('asks for the default of a visitor without a cookie: %o', async (visitorToken) => {
  const { personalise, requests } = create(async () => Response.json(known));
  await personalise({ slots: ['hero'], visitorToken, preview: undefined });
  expect(JSON.parse(`${requests[0]?.[1].body}`)).toEqual({ site: 'shop', slots: ['hero'] });
});

it.each([
  ['an error', async () => Response.json({ code: 'invalid_key' }, { status: 401 }), { code: 'invalid_key' }],
  ['no JSON', async () => new Response('<html>'), { name: 'SyntaxError' }],
  ['another shape', async () => Response.json({}), {}],
  ['null', async () => Response.json(null), { name: 'TypeError' }],
  ['no answer', async () => Promise.reject(new TypeError('refused')), { name: 'TypeError' }],
])('gives the default for %s, and says why', async (_, answer, reason) => {
  const { personalise, failures } = create(answer);
  expect(await personalise({})).toEqual(createDefaultReply());
  expect(failures).toMatchObject([reason]);
});

it('gives the default when time is up', async () => {
  const never = ({ signal }: RequestInit) =>
    new Promise<Response>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  const { personalise, failures } = create(never, 20);
  expect(await personalise({})).toEqual(createDefaultReply());
  expect(failures).toMatchObject([{ name: 'TimeoutError' }]);
});

it.each([
  [undefined, { 'data-sillage-slot': 'hero' }],
  [
    aDecision(),
    {
      'data-sillage-slot': 'hero',
      'data-sillage-decision': 'd1',
      'data-sillage-kind': 'offer',
      'data-sillage-offer': 'tents',
    },
  ],
  [
    { ...aDecision({ kind: 'default' }), offerId: undefined as never },
    { 'data-sillage-slot': 'hero', 'data-sillage-decision': 'd1', 'data-sillage-kind': 'default' },
  ],
  [
    { ...aDecision({ kind: 'default', isForNobody: true }), offerId: undefined as never },
    { 'data-sillage-slot': 'hero' },
  ],
  [
    aDecision({ isUncounted: true }),
    { 'data-sillage-slot': 'hero', 'data-sillage-decision': 'd1', 'data-sillage-kind': 'offer' },
  ],
  [
    aDecision({ survey: { id: 'accueil', kind: 'csat', asksSuggestion: true, takesComplaint: true } }),
    { 'data-sillage-slot': 'hero' },
  ],
])('tells the browser what a server rendered', (decision, attributes) => {
  expect(toSlotAttributes('hero', decision)).toEqual(attributes);
});
