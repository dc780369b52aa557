import { expect, it } from 'vitest';
import { putCatalogue } from './put-catalogue.js';

function target(reply: Response) {
  const requests: Request[] = [];
  const fetcher = async (url: unknown, init?: RequestInit) => {
    requests.push(new Request(`${url}`, init));
    return reply;
  };
  return {
    requests,
    target: { url: 'http://s.test', site: 'escale', secretKey: 'sk_1', fetch: fetcher as typeof fetch },
  };
}

it('replaces the catalogue by the feed, by secret key', async () => {
  const { requests, target: to } = target(Response.json({ accepted: 1, isReplaced: true }));
  await putCatalogue('{"id":"T-1","name":"Tente"}\n', to);
  expect(requests[0]?.url).toBe('http://s.test/v1/catalogue?replace=true');
  expect(requests[0]?.headers.get('Authorization')).toBe('Bearer sk_1');
  expect(requests[0]?.headers.get('Content-Type')).toBe('application/x-ndjson');
  expect(await requests[0]?.text()).toBe('{"id":"T-1","name":"Tente"}\n');
});

it.each([
  Response.json({ code: 'unreadable_feed' }, { status: 422 }),
  Response.json({ accepted: 39, refused: 1, isReplaced: false, notReplacedBecause: 'a line' }),
])('tells what was refused', async (reply) => {
  await expect(putCatalogue('{}', target(reply).target)).rejects.toThrow('the catalogue was refused');
});
