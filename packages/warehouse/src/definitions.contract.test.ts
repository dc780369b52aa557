import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DefinitionChange } from './definition.js';
import { noon } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

describe.each(Object.entries(targets))('definitions on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  const drafted = (id: string, over: Partial<DefinitionChange> = {}): DefinitionChange => ({
    site: 'shop',
    kind: 'offer',
    id,
    body: JSON.stringify({ id, name: 'l\'été "\\\n鞋' }),
    changedAt: noon,
    ...over,
  });
  const read = async (id: string) => (await target.warehouse.readDefinitions()).find((one) => one.id === id);

  it('keeps what was put, byte by byte, by site and kind', async () => {
    const id = randomUUID();
    expect(await target.warehouse.changeDefinition(drafted(id))).toEqual({ isDone: true, version: 1 });
    await target.warehouse.changeDefinition(drafted(id, { site: 'other', kind: 'slot', body: '{}' }));
    const all = (await target.warehouse.readDefinitions()).filter((one) => one.id === id);
    expect(all).toEqual([
      { site: 'other', kind: 'slot', id, version: 1, body: '{}', changedAt: noon },
      { site: 'shop', kind: 'offer', id, version: 1, body: drafted(id).body, changedAt: noon },
    ]);
  });

  it('changes a definition only at the version that is expected', async () => {
    const id = randomUUID();
    const change = (over: Partial<DefinitionChange>) => target.warehouse.changeDefinition(drafted(id, over));
    expect(await change({ expectedVersion: 1 })).toEqual({ isDone: false, version: 0 });
    expect(await change({ expectedVersion: 0 })).toEqual({ isDone: true, version: 1 });
    expect(await change({ expectedVersion: 0 })).toEqual({ isDone: false, version: 1 });
    expect(await change({ expectedVersion: 1, body: '{"b":2}' })).toEqual({ isDone: true, version: 2 });
    expect(await change({ body: '{"b":3}' })).toEqual({ isDone: true, version: 3 });
    expect(await read(id)).toMatchObject({ version: 3, body: '{"b":3}' });
  });

  it('deletes, and goes on counting when it comes back', async () => {
    const { body: _, ...gone } = drafted(randomUUID());
    const change = (over: Partial<DefinitionChange> = {}) => target.warehouse.changeDefinition({ ...gone, ...over });
    expect(await change()).toEqual({ isDone: false, version: 0 });
    await change({ body: '{}' });
    expect(await change({ expectedVersion: 7 })).toEqual({ isDone: false, version: 1 });
    expect(await change({ expectedVersion: 1 })).toEqual({ isDone: true, version: 2 });
    expect(await read(gone.id)).toBeUndefined();
    expect(await change({ body: '{}', expectedVersion: 0 })).toEqual({ isDone: true, version: 3 });
    expect(await read(gone.id)).toMatchObject({ version: 3 });
  });

  it('lets one of many writers at once win, and tells the others', async () => {
    const id = randomUUID();
    const writers = Array.from({ length: 12 }, (_, index) => ({ body: `{"by":${index}}`, expectedVersion: 0 }));
    const outcomes = await Promise.all(writers.map((one) => target.warehouse.changeDefinition(drafted(id, one))));
    const winners = outcomes.flatMap(({ isDone }, index) => (isDone ? [index] : []));
    expect(winners).toHaveLength(1);
    expect(await read(id)).toMatchObject({ version: 1, body: `{"by":${winners[0]}}` });
  });

  it('does every change of writers who expect nothing, one after the other', async () => {
    const id = randomUUID();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => target.warehouse.changeDefinition(drafted(id))));
    expect(outcomes.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('marks each change', async () => {
    const before = await target.warehouse.markDefinitions();
    expect(await target.warehouse.markDefinitions()).toBe(before);
    const gone = drafted(randomUUID());
    await target.warehouse.changeDefinition(gone);
    const after = await target.warehouse.markDefinitions();
    expect(after).not.toBe(before);
    const { body: _, ...deletion } = gone;
    await target.warehouse.changeDefinition(deletion);
    expect(await target.warehouse.markDefinitions()).not.toBe(after);
  });
});
