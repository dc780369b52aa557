import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createHealth, type HealthOptions } from './health.js';

function ask(path: string, options: Partial<HealthOptions> = {}, headers: Record<string, string> = {}) {
  const app = createHealth({
    isJournalWritable: async () => true,
    isDraining: () => false,
    ping: async () => true,
    registry: new Registry(),
    metricsToken: 'a token of sixteen',
    ...options,
  });
  return app.request(path, { headers });
}

it.each([
  ['all is well', {}, 200, { status: 'ready', clickhouse: 'answers' }],
  ['ClickHouse is away', { ping: async () => false }, 200, { status: 'ready', clickhouse: 'away' }],
  ['the journal is full', { isJournalWritable: async () => false }, 503, { journal: 'full_or_failed' }],
  ['it is stopping', { isDraining: () => true }, 503, { status: 'not_ready', draining: true }],
])('says whether events are taken when %s', async (_, options, status, state) => {
  const reply = await ask('/readyz', options);
  expect(reply.status).toBe(status);
  expect(await reply.json()).toMatchObject(state);
});

it('lives while it answers', async () => {
  expect((await ask('/healthz', { ping: async () => false })).status).toBe(200);
});

it.each([
  ['nothing', {}, 404],
  ['a wrong bearer', { Authorization: 'Bearer other' }, 404],
])('hides its counters from elsewhere with %s', async (_, headers, status) => {
  expect((await ask('/metrics', {}, headers as Record<string, string>)).status).toBe(status);
});

it('shows its counters to who has the bearer', async () => {
  const metricsToken = 'sixteen-or-more-characters';
  expect((await ask('/metrics', { metricsToken }, { Authorization: `Bearer ${metricsToken}` })).status).toBe(200);
});
