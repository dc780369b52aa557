import { ProblemError } from '@sillage/protocol';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createLookRoutes } from './look-routes.js';
import type { LookOptions } from './look-subject.js';

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
