import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ErasedList } from './erased-list.js';

let directory: string;
let path: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'erased-'));
  path = join(directory, 'erased.jsonl');
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 22);
const erasedAt = (at: number) => ({ site: 'boutique', visitor: crypto.randomUUID(), at });

test('who was erased stands there once, whatever was cut off', async () => {
  const list = await ErasedList.open(path, now);
  const [one, two] = [erasedAt(now), erasedAt(now)];
  await list.add([one]);
  await list.add([one, two]);
  await appendFile(path, '{"site":"boutique","visi');
  const again = await ErasedList.open(path, now);
  expect(again.all()).toEqual([one, two]);
  expect((await readFile(path, 'utf8')).split('\n')).toHaveLength(3);
  const three = erasedAt(now);
  await again.add([three]);
  expect((await ErasedList.open(path, now)).all()).toEqual([one, two, three]);
});

test('nobody stands there for longer than their token lives', async () => {
  const list = await ErasedList.open(path, now);
  const [old, young] = [erasedAt(now - 400 * dayMs), erasedAt(now - 380 * dayMs)];
  await list.add([old, young]);
  expect((await ErasedList.open(path, now)).all()).toEqual([young]);
  expect(await readFile(path, 'utf8')).not.toContain(old.visitor);
});

test.each(['no JSON', '{"site":"boutique","visitor":"all","at":1}'])(
  'a line that is no erasure is told: %s',
  async (line) => {
    await writeFile(path, `${line}\n`);
    await expect(ErasedList.open(path, now)).rejects.toThrow('erased.jsonl:1 is no erasure');
  },
);
