import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noon } from '../testing/stored.js';
import { type Target, targets } from '../testing/targets.js';
import type { NamedReport, ReportQuestion } from './report.js';
import { visitsByDay } from './visits-by-day.js';

const question: ReportQuestion = {
  site: 'shop',
  timeZone: 'Europe/Paris',
  from: '2026-09-25',
  to: '2026-10-05',
  currency: 'EUR',
  filters: {},
  parameters: {},
  now: noon,
};

const named = (sql: string): NamedReport => ({ ...visitsByDay, sql: () => sql });
const turn = () => new Promise(setImmediate);

describe.each(Object.entries(targets))('running a report, %s', (_, open) => {
  let target: Target;

  beforeAll(async () => {
    target = await open();
  });

  afterAll(() => target.close());

  async function isRunning(mark: string): Promise<boolean> {
    const query = { action: 'look', sql: 'SELECT query FROM system.processes' };
    const running = await target.clickhouse.rows<{ query: string }>(query);
    return running.some(({ query: sql }) => sql.includes(mark));
  }

  it('stops in ClickHouse when who asked is gone', async () => {
    const gone = new AbortController();
    const endless = named('SELECT toString(max(sipHash64(number))) AS day FROM numbers(1000000000000)');
    const report = target.warehouse.report(endless, question, gone.signal);
    const told = expect(report).rejects.toMatchObject({ code: 'unavailable' });
    while (!(await isRunning('sipHash64(number)'))) await turn();
    gone.abort();
    await told;
    while (await isRunning('sipHash64(number)')) await turn();
  });

  it('ends where it needs more memory than it may have', async () => {
    const large = named('SELECT length(groupArray(number)) AS visits FROM numbers(1000000000)');
    await expect(target.warehouse.report(large, question)).rejects.toMatchObject({ code: 'too_heavy' });
  });

  it('says so where it has more rows than an answer may have', async () => {
    const { rows, isCut } = await target.warehouse.report(
      named('SELECT number AS visits FROM numbers(10001)'),
      question,
    );
    expect(rows).toHaveLength(10_000);
    expect(isCut).toBe(true);
  });

  it.each([
    [2, 3, { rows: 2, isCut: true }],
    [3, 3, { rows: 3, isCut: false }],
  ])('tells %i rows at most of %i, and whether there are more', async (most, has, told) => {
    const report = { ...named(`SELECT number AS visits FROM numbers(${has})`), mostRows: most };
    const { rows, isCut } = await target.warehouse.report(report, question);
    expect({ rows: rows.length, isCut }).toEqual(told);
  });
});
