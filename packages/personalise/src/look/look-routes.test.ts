import { type Problem, ProblemError, type VisitorLook } from '@sillage/protocol';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { noSubjects, nothingOffered } from '../testing/nothing-offered.js';
import { site } from '../testing/site.js';
import { emptyHistory } from '../visitor.js';
import { createLookRoutes } from './look-routes.js';
import type { LookOptions } from './look-subject.js';

/** A shop whose till knows a customer who has no browser, or none any more; `asked` are its questions about what they did. */
function start(isDenied: boolean, more: { hasLapsed?: true; withdrawnAt?: number } = {}) {
  const asked: unknown[] = [];
  const app = createLookRoutes({
    ...nothingOffered,
    findSite: (id) => (id === site.id ? site : undefined),
    hasOrigin: () => false,
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    tokenKeys: ['k'.repeat(32)],
    verifyToken: () => undefined,
    clock: () => Date.UTC(2026, 9, 1),
    logger: pino({ level: 'silent' }),
    findStanding: () => ({ purposes: [], isErased: false }),
    findCustomer: (_, customerId) => ({ customerId, mergedIds: [], isDenied, ...more }),
    limitClient: () => undefined,
    live: { find: () => Promise.reject(new Error('nobody is there')) },
    warehouse: {
      ...noSubjects,
      consentsOf: async () => [],
      customerIdsOf: async () => [],
      history: async (query) => {
        asked.push(query);
        return emptyHistory;
      },
      async *proofs() {},
    },
  });
  const look = (body: object, key = 'secret') =>
    app.request('/v1/visitors/look', {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}` },
      body: JSON.stringify({ site: site.id, ...body }),
    });
  return { asked, look };
}

describe('a look', () => {
  it('shows nothing of a customer whose last choice is against it, though no browser of theirs is known any more', async () => {
    const { asked, look } = start(true);
    const told = (await (await look({ customerId: 'c-1' })).json()) as VisitorLook;
    expect(told).toMatchObject({ who: { customerId: 'c-1' }, shown: 'nothing', facts: [], interests: [] });
    expect(told.standing).toEqual({ state: 'refused', granted: [] });
    expect(asked).toEqual([]);
  });

  it.each([
    [{ hasLapsed: true as const }, 'expired'],
    [{ withdrawnAt: 7 }, 'withdrawn'],
  ])('tells of a customer without a browser what became of their grant: %j', async (more, state) => {
    const told = (await (await start(true, more).look({ customerId: 'c-1' })).json()) as VisitorLook;
    expect(told).toMatchObject({ standing: { state }, shown: 'nothing' });
  });

  it('tells each thing that is wrong in a body', async () => {
    const reply = await start(true).look({ customerId: '', limit: 1_000 });
    const { code, errors } = (await reply.json()) as Problem;
    expect([reply.status, code]).toEqual([422, 'invalid_request']);
    expect(errors).toMatchObject([
      { pointer: '#/customerId', code: 'too_short', limit: 1 },
      { pointer: '#/limit', code: 'too_big', limit: 100 },
    ]);
  });

  it('is for who holds a key of the site', async () => {
    expect((await start(true).look({ customerId: 'c-1' }, 'another')).status).toBe(401);
    expect((await start(true).look({ site: 'elsewhere', customerId: 'c-1' })).status).toBe(401);
  });
});

it('lets nobody try references without end', async () => {
  const options: Partial<LookOptions> = {
    limitClient: () => {
      throw new ProblemError('rate_limited', undefined, 7);
    },
    logger: pino({ level: 'silent' }),
  };
  const body = JSON.stringify({ site: 'boutique', reference: 'AAAAA' });
  const reply = await createLookRoutes(options as LookOptions).request('/v1/visitors/look', { method: 'POST', body });
  expect([reply.status, reply.headers.get('Retry-After')]).toEqual([429, '7']);
});
