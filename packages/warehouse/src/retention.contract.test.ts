import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { store, toBlock } from './testing/stored.js';
import { type Target, targets } from './testing/targets.js';

const dayMs = 86_400_000;
const visitor = '44444444-4444-4444-8444-444444444444';
const occurredAt = Date.now() - 40 * dayMs;

describe.each(Object.entries(targets))('on the %s', (_, open) => {
  let target: Target;
  beforeAll(async () => {
    target = await open();
  });
  afterAll(() => target.close());

  async function kept(table: string, column: string): Promise<string[]> {
    const { clickhouse } = target;
    await clickhouse.run({ action: 'merge', sql: `OPTIMIZE TABLE ${table} FINAL` });
    const sql = `SELECT toString(${column}) AS what FROM ${table} WHERE visitor = '${visitor}'`;
    const rows = await clickhouse.rows<{ what: string }>({ action: 'look', sql });
    return rows.map(({ what }) => what).sort();
  }

  it('each event goes after its own days, with what is known by it alone, while others of its block stay', async () => {
    const over = { visitor, occurredAt };
    await target.warehouse.insert(
      toBlock([
        store({ type: 'search', query: 'gone' }, { ...over, retentionDays: 30 }),
        store({ type: 'search', query: 'kept' }, { ...over, retentionDays: 60 }),
        store({ type: 'page_view', path: '/sacs' }, { ...over, retentionDays: 760 }),
        store({ type: 'survey_answered', surveyId: 'nps', text: 'kept for ever' }, { ...over, retentionDays: 0 }),
      ]),
    );
    expect(await kept('events', 'search_query')).toEqual(['', '', 'kept']);
    expect(await kept('session_facts', "concat(toString(kind), ' ', key)")).toEqual([
      'page /sacs',
      'search kept',
      'session ',
    ]);
    expect(await kept('sessions', 'session')).toHaveLength(1);
  });
});
