import type { ImportReport } from '../import/import-file.js';
import type { ImportKind } from '../import/import-map.js';
import type { Example } from '../import/refusals.js';
import type { Io } from './io.js';

/** Exit codes of `sillage import`; 2 where it could not begin or not end, 70 where Sillage itself is at fault. */
const importExitCodes = { whole: 0, someRefused: 1 } as const;

/** Whether all that the file holds is there now. */
export function exitCodeOf({ refused }: ImportReport): number {
  return Object.keys(refused).length === 0 ? importExitCodes.whole : importExitCodes.someRefused;
}

const longestValue = 60;

/** What became of the file, in clicks or orders; then each reason of refusal, the most frequent first. */
export function tell(report: ImportReport, kind: ImportKind, io: Io): void {
  const reasons = Object.entries(report.refused).sort(([, a], [, b]) => b.times - a.times);
  const refused = reasons.reduce((sum, [, { times }]) => sum + times, 0);
  const { rows, events, accepted, duplicates } = report;
  io.out(`${rows} rows, ${events} ${kind}: ${accepted} taken, ${duplicates} known before, ${refused} refused.`);
  if (refused === 0) return;
  const whole = kind === 'orders' ? '; an order with a wrong row is refused whole' : '';
  io.out(`Refused ${kind} by reason${whole}:`);
  for (const [reason, { times, examples }] of reasons) {
    const isMore = times > examples.length;
    io.out(`${String(times).padStart(8)}  ${reason}`);
    io.out(`${' '.repeat(10)}${examples.map(formatExample).join('; ')}${isMore ? '; …' : ''}`);
  }
}

/** As JSON text, and without what a terminal would obey. */
function formatExample({ line, value }: Example): string {
  if (value === undefined) return `line ${line}`;
  const short = value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
  return `line ${line}: ${JSON.stringify(short).replace(/[\u007f-\u009f]/g, '')}`;
}
