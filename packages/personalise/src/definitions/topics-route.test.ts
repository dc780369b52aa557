import { defaultInterestSettings, type Problem, type Site } from '@sillage/protocol';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { interestSettingsOf } from '../interests/interest-settings.js';
import { createMemoryDefinitions } from '../testing/memory-definitions.js';
import { createDefinitionRoutes } from './definition-routes.js';
import { openDefinitions } from './definitions-copy.js';

const now = Date.UTC(2026, 5, 1);
const topics = { shoes: 'chaussures', soldes: '' };
const site = { id: 'boutique', currency: 'EUR', interests: { ...defaultInterestSettings, topics } } as unknown as Site;

async function start() {
  const logger = pino({ level: 'silent' });
  const warehouse = createMemoryDefinitions();
  const definitions = openDefinitions({
    warehouse,
    everyMs: 3_000,
    wait: () => new Promise<void>(() => undefined),
    logger,
  });
  await definitions.refresh();
  const routes = createDefinitionRoutes({
    findSite: (id) => (id === site.id ? site : undefined),
    isAuthentic: (_, authorization) => authorization === 'Bearer secret',
    tokenKeys: ['k'.repeat(32)],
    clock: () => now,
    logger,
    definitions,
    warehouse: { ...warehouse, offerOutcomes: () => Promise.reject(new Error('not asked here')) },
  });
  const ask = (method: string, body?: unknown, key = 'secret') =>
    routes.request('/v1/topics', {
      method,
      headers: { Authorization: `Bearer ${key}`, 'Sillage-Site': site.id },
      body: body === undefined ? null : JSON.stringify(body),
    });
  return { ask, settings: () => interestSettingsOf(site, definitions.of(site.id)) };
}

describe('the topics of a site', () => {
  it('are put, told, replaced with their version and ended', async () => {
    const { ask } = await start();
    expect((await ask('GET')).status).toBe(404);
    expect((await ask('PUT', { topics: { velo: 'cycles' } })).status).toBe(201);
    const told = (await (await ask('GET')).json()) as object;
    expect(told).toEqual({ id: 'site', topics: { velo: 'cycles' }, version: 1, changedAt: now });
    expect((await ask('PUT', { ...told, topics: {} })).status).toBe(200);
    expect((await ask('PUT', { ...told, topics: {} })).status).toBe(412);
    expect((await ask('DELETE')).status).toBe(204);
  });

  it('stand over those of the configuration, entry by entry, as soon as they are put', async () => {
    const { ask, settings } = await start();
    expect(settings().topics).toEqual(topics);
    await ask('PUT', { topics: { shoes: 'shoes', velo: 'cycles', 'velo/enfant': '' } });
    expect(settings()).toEqual({
      ...defaultInterestSettings,
      topics: { shoes: 'shoes', soldes: '', velo: 'cycles', 'velo/enfant': '' },
    });
    await ask('DELETE');
    expect(settings().topics).toEqual(topics);
  });

  it.each([
    ['what is no topic', { 'Les Vélos': 'velo' }],
    ['a name that is no topic', { velo: 'Les Vélos' }],
    ['too many', Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`t${index}`, 'velo']))],
  ])('refuse %s', async (_, wrong) => {
    const reply = await (await start()).ask('PUT', { topics: wrong });
    expect(reply.status).toBe(422);
    expect(((await reply.json()) as Problem).errors?.[0]?.pointer).toMatch(/^#\/topics/);
  });

  it('are kept from a wrong key', async () => {
    const { ask } = await start();
    for (const method of ['GET', 'PUT', 'DELETE']) expect((await ask(method, undefined, 'no')).status).toBe(401);
  });
});
