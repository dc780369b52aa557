import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runEvaluateLifetime } from './evaluate-lifetime.js';
import { CommandError } from './io.js';

const flags = { frequency: 'frequency', recency: 'recency', age: 'T' };
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'sillage-lifetime-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

async function evaluate(rows: readonly string[]): Promise<string[]> {
  const path = join(directory, 'customers.csv');
  writeFileSync(path, ['ID,frequency,recency,T', ...rows].map((row) => `${row}\n`).join(''));
  const out: string[] = [];
  await runEvaluateLifetime(path, flags, { out: (line) => void out.push(line), err: () => {} });
  return out;
}

it('prints one line with the model and what it expects', async () => {
  // a third bought once, a third stopped early, a third went on at rates of their own
  const rows = Array.from({ length: 300 }, (_, id) => {
    const rate = 1 + ((id * 7) % 17) ** 2 / 20;
    const recency = [0, 1 + ((id * 5) % 11), 30 + (id % 4)][id % 3] as number;
    return `${id},${recency === 0 ? 0 : Math.ceil((rate * recency) / 10)},${recency},${34 + (id % 5)}`;
  });
  const out = await evaluate(rows);
  expect(out).toHaveLength(1);
  const figures = JSON.parse(out[0] as string);
  expect(figures).toMatchObject({
    persons: 300,
    r: expect.any(Number),
    exampleTransactionsIn39Weeks: expect.any(Number),
  });
  expect(figures.logLikelihood).toBeLessThan(0);
});

it.each([
  ['a file that says too little', ['1,0,0,30'], /too_few_persons/],
  ['a line that is no number', ['1,two,0,30'], /line 2: frequency/],
])('says what is wrong with %s', async (_, rows, message) => {
  await expect(evaluate(rows)).rejects.toThrow(CommandError);
  await expect(evaluate(rows)).rejects.toThrow(message);
});
