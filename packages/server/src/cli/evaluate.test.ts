import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultClickMap, runEvaluate } from './evaluate.js';
import { CommandError } from './io.js';

describe('sillage evaluate', () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'sillage-evaluate-'));
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  function write(name: string, rows: readonly string[]): string {
    const path = join(directory, name);
    writeFileSync(path, ['SessionId\tItemId\tTime', ...rows].map((row) => `${row}\n`).join(''));
    return path;
  }

  async function evaluate(train: string, test: string): Promise<{ out: string[]; err: string[] }> {
    const [out, err]: [string[], string[]] = [[], []];
    const io = { out: (line: string) => void out.push(line), err: (line: string) => void err.push(line) };
    await runEvaluate({ train, test, map: defaultClickMap }, { io, clock: () => 0 });
    return { out, err };
  }

  it('prints one line of figures, from clicks in any order', async () => {
    const train = write('train', [
      '1\ttent\t1396437466.94',
      '1\tmat\t1396437470',
      '2\tmat\t1396437500',
      '2\ttent\t1396437490',
    ]);
    const test = write('test', ['9\tmat\t1396537470', '9\ttent\t1396537460.5', '9\tunknown\t1396537480']);
    const { out, err } = await evaluate(train, test);
    expect(out).toHaveLength(1);
    expect(JSON.parse(out[0] as string)).toEqual({ hr20: 1, mrr20: 0.5, newHr20: 1, newMrr20: 1, p50Ms: 0, p99Ms: 0 });
    expect(err).toEqual(['1 next clicks, 1 of them new to their session']);
  });

  it('learns nothing from what it replays', async () => {
    const popular = Array.from({ length: 50 }, (_, index) => `${index % 2}\tpopular${index >> 1}\t1396437466`);
    const train = write('frozen', [...popular, '2\ttent\t1396437467', '3\tmat\t1396437467']);
    const visits = [10, 11, 12].map((id) => [`${id}\ttent\t13964375${id}`, `${id}\tmat\t13964376${id}`]);
    const { out, err } = await evaluate(train, write('replayed', visits.flat()));
    expect(JSON.parse(out[0] as string)).toMatchObject({ hr20: 0, newHr20: 0 });
    expect(err).toEqual(['3 next clicks, 3 of them new to their session']);
  });

  it('says which file has a row without a time', async () => {
    const train = write('good', ['1\ttent\t1396437466']);
    const test = write('bad', ['1\ttent\tyesterday']);
    await expect(evaluate(train, test)).rejects.toEqual(new CommandError(`${test}: Time: not seconds since 1970`));
  });
});
