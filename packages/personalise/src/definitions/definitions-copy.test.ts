import { pino } from 'pino';
import { expect, it } from 'vitest';
import { heroBody, offerBody } from '../testing/definition-bodies.js';
import { createMemoryDefinitions } from '../testing/memory-definitions.js';
import { openDefinitions } from './definitions-copy.js';

function start() {
  const warehouse = createMemoryDefinitions();
  const logged: string[] = [];
  const logger = pino(
    { level: 'info' },
    { write: (line: string) => logged.push((JSON.parse(line) as { msg: string }).msg) },
  );
  const turns: (() => void)[] = [];
  const wait = (_: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      turns.push(resolve);
      signal.addEventListener('abort', () => resolve());
    });
  const put = (kind: 'slot' | 'offer' | 'rules', id: string, body: unknown) =>
    warehouse.changeDefinition({ site: 'shop', kind, id, body: JSON.stringify(body), changedAt: 7 });
  return { warehouse, logged, turns, put, open: () => openDefinitions({ warehouse, everyMs: 3_000, wait, logger }) };
}

it('has what is defined, by site, offers by slot in their order', async () => {
  const { put, open } = start();
  await put('slot', 'hero', heroBody);
  await put('offer', 'b', { ...offerBody, id: 'b' });
  await put('offer', 'a', { ...offerBody, id: 'a' });
  await put('offer', 'c', { ...offerBody, id: 'c', expectedValueMinor: 5 });
  await put('offer', 'd', { ...offerBody, id: 'd', priority: 1 });
  await put('rules', 'site', { id: 'site', pin: ['T-1'] });
  const copy = open();
  expect(copy.isLoaded()).toBe(false);
  await copy.refresh();
  expect(copy.isLoaded()).toBe(true);
  expect(copy.of('shop').slots.get('hero')).toMatchObject({ template: 'banner', version: 1, changedAt: 7 });
  expect(
    copy
      .of('shop')
      .offersIn.get('hero')
      ?.map(({ id }) => id),
  ).toEqual(['d', 'c', 'a', 'b']);
  expect(copy.of('shop').rules.get('site')).toMatchObject({ pin: ['T-1'], boost: [], version: 1 });
  expect(copy.of('other').slots.size).toBe(0);
  copy.close();
});

it('sees what another node has changed, and reads nothing while nothing has', async () => {
  const { warehouse, put, open, turns } = start();
  const copy = open();
  await expect.poll(() => turns.length).toBe(1);
  const { reads } = warehouse;
  turns[0]?.();
  await expect.poll(() => turns.length).toBe(2);
  expect(warehouse.reads).toBe(reads);
  await put('slot', 'hero', heroBody);
  turns[1]?.();
  await expect.poll(() => copy.of('shop').slots.has('hero')).toBe(true);
  copy.close();
});

it('keeps the last ones while ClickHouse is away, says so once, and goes on', async () => {
  const { warehouse, put, open, turns, logged } = start();
  await put('slot', 'hero', heroBody);
  const copy = open();
  await expect.poll(() => turns.length).toBe(1);
  warehouse.isAway = true;
  for (const turn of [0, 1]) {
    turns[turn]?.();
    await expect.poll(() => turns.length).toBe(turn + 2);
  }
  await expect(copy.refresh()).rejects.toMatchObject({ code: 'unavailable' });
  expect(copy.of('shop').slots.has('hero')).toBe(true);
  warehouse.isAway = false;
  turns[2]?.();
  await expect
    .poll(() => logged)
    .toEqual(['definitions could not be read; the last ones stand', 'definitions are read again']);
  copy.close();
});

it('leaves out what it can’t read, and has the rest', async () => {
  const { warehouse, put, open, logged } = start();
  await put('slot', 'hero', heroBody);
  await put('slot', 'hologram', { ...heroBody, id: 'hologram', template: 'hologram' });
  await warehouse.changeDefinition({ site: 'shop', kind: 'offer', id: 'cut', body: '{"id', changedAt: 7 });
  const copy = open();
  await copy.refresh();
  expect([...copy.of('shop').slots.keys()]).toEqual(['hero']);
  expect(logged).toHaveLength(2);
  copy.close();
});
