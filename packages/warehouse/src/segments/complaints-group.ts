import { factRows } from './fact-rows.js';
import { byPerson, type PersonScope } from './person-scope.js';
import type { QueryDraft } from './query-draft.js';

/**
 * Complaints of a person, each by its id: `opened` and `closed` are when that was last told, 0 where never. The latest of a
 * fact's rows is the latest of the fact, however it is split.
 */
export function complaintsGroup(draft: QueryDraft, scope: PersonScope): string {
  const columns = 'kind AS fact_kind, key, toUnixTimestamp64Milli(last_at) AS ended';
  const rows = factRows({ kinds: ['complaint', 'complaint_closed'], columns }, draft, scope);
  return `SELECT person, ${draft.select('complaints')}
FROM (
  SELECT person, key, maxIf(ended, fact_kind = 'complaint') AS opened, maxIf(ended, fact_kind = 'complaint_closed') AS closed
  FROM (${byPerson(rows, 'fact_kind, key, ended', scope)})
  GROUP BY person, key
)
GROUP BY person`;
}
