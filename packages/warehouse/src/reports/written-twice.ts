import type { Parameters } from '../client/clickhouse.js';
import { QueryDraft } from '../segments/query-draft.js';
import type { NamedReport, ReportQuestion } from './report.js';

/** A report that binds as it is written: its SQL is written twice, once for what it binds. `own` are values by their own names. */
export function writtenTwice(
  write: (draft: QueryDraft, question: ReportQuestion) => string,
  own: (question: ReportQuestion) => Parameters = () => ({}),
): Pick<NamedReport, 'sql' | 'bind'> {
  const toDraft = ({ now, interests }: ReportQuestion) => new QueryDraft({ now, ...(interests && { interests }) }, '');
  return {
    sql: (question) => write(toDraft(question), question),
    bind: (question) => {
      const draft = toDraft(question);
      write(draft, question);
      return { ...draft.parameters, ...own(question) };
    },
  };
}
