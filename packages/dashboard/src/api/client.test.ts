import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ApiError, request } from './client.js';

let asked: { url: URL; init: RequestInit }[];
let answer: () => Response | Promise<Response>;

beforeEach(() => {
  asked = [];
  vi.stubGlobal('document', { baseURI: 'https://shop.example/sillage/dashboard/' });
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    asked.push({ url, init });
    return answer();
  });
});
afterEach(() => vi.unstubAllGlobals());

it('asks below the page, for a site, without what is empty', async () => {
  answer = () => Response.json({ rows: [] });
  await request('v1/reports/overview', { site: 'shop', query: { from: '2026-10-01', device: '', country: undefined } });
  expect(asked[0]?.url.href).toBe('https://shop.example/sillage/dashboard/v1/reports/overview?from=2026-10-01');
  expect(asked[0]?.init.headers).toMatchObject({ 'Sillage-Site': 'shop' });
});

it('tells the code of a problem', async () => {
  answer = () => Response.json({ code: 'wrong_credentials', title: 'no', status: 401 }, { status: 401 });
  const failure = await request('session').catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({ code: 'wrong_credentials', status: 401 });
});

it.each([
  ['a page of a proxy', () => new Response('<h1>Bad gateway</h1>', { status: 502 }), 'unexpected', 502],
  ['no answer', () => Promise.reject(new TypeError('fetch failed')), 'unreachable', 0],
])('%s is a failure with a code', async (_, reply, code, status) => {
  answer = reply;
  await expect(request('session')).rejects.toMatchObject({ code, status });
});

it('lets an abort through as what it is', async () => {
  const controller = new AbortController();
  controller.abort();
  answer = () => Promise.reject(controller.signal.reason);
  await expect(request('session', { signal: controller.signal })).rejects.toHaveProperty('name', 'AbortError');
});
