import { expect, it } from 'vitest';
import { definitions } from '../offers/definitions.js';
import { putDefinitions } from './put-definitions.js';

function target(status: (url: string) => number) {
  const requests: Request[] = [];
  const fetcher = async (url: unknown, init?: RequestInit) => {
    requests.push(new Request(`${url}`, init));
    return new Response('said why', { status: status(`${url}`) });
  };
  return {
    requests,
    target: { url: 'http://s.test', site: 'escale', secretKey: 'sk_1', fetch: fetcher as typeof fetch },
  };
}

it('puts by secret key what is not there yet, each after what it refers to', async () => {
  const { requests, target: to } = target((url) => (url.endsWith('/slots/hero') ? 412 : 201));
  expect(await putDefinitions(definitions, to)).toBe(definitions.length - 1);
  expect(requests[0]?.url).toBe('http://s.test/v1/slots/hero');
  expect(requests[0]?.headers.get('If-None-Match')).toBe('*');
  expect(requests[0]?.headers.get('Authorization')).toBe('Bearer sk_1');
  const paths = requests.map(({ url }) => new URL(url).pathname);
  expect(paths.indexOf('/v1/segments/parfums')).toBeLessThan(paths.indexOf('/v1/offers/parfums'));
});

it('tells what was refused', async () => {
  const { target: to } = target(() => 422);
  await expect(putDefinitions(definitions, to)).rejects.toThrow('slots/hero was refused: said why');
});
