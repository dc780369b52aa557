import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';
import { endedAt, largest, sumOf, wholeFacts } from './whole-facts.js';

/** Views of topics and products. */
export function viewsGroup(draft: QueryDraft, scope: PersonScope): string {
  const matches = draft.columns('matches');
  const rows = wholeFacts(
    {
      kinds: ['page', 'product'],
      where: matches.map(({ expression }) => expression).join(' OR '),
      columns: {
        fact_kind: { ofRow: 'kind', ofRows: 'kind' },
        times: sumOf('views'),
        ended: endedAt,
        ...Object.fromEntries(matches.map(({ expression, name }) => [name, largest(expression)])),
      },
    },
    draft,
    scope,
  );
  const names = matches.map(({ name }) => name).join(', ');
  return `SELECT person, ${draft.select('views')} FROM (${byPerson(rows, `fact_kind, times, ended, ${names}`, scope)}) GROUP BY person`;
}
