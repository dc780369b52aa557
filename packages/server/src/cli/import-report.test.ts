import { expect, it } from 'vitest';
import type { ImportReport } from '../import/import-file.js';
import { exitCodeOf, tell } from './import-report.js';

const whole: ImportReport = { rows: 5, events: 3, accepted: 2, duplicates: 1, refused: {} };
const partly: ImportReport = {
  rows: 9,
  events: 7,
  accepted: 2,
  duplicates: 0,
  refused: {
    'Qty: not a whole number from 1 to 100000': { times: 1, examples: [{ line: 7, value: '-1\u001b[2J\u009b' }] },
    'Date: empty': { times: 4, examples: [{ line: 2 }, { line: 3 }, { line: 5, value: 'x'.repeat(200) }] },
  },
};

function say(report: ImportReport): string[] {
  const said: string[] = [];
  tell(report, 'orders', { out: (text) => said.push(text), err: (text) => said.push(text) });
  return said;
}

it('tells in one line what became of a file of which nothing was refused', () => {
  expect(say(whole)).toEqual(['5 rows, 3 orders: 2 taken, 1 known before, 0 refused.']);
  expect(exitCodeOf(whole)).toBe(0);
});

it('tells each reason with its first examples, the most frequent first, and ends with 1', () => {
  expect(say(partly)).toEqual([
    '9 rows, 7 orders: 2 taken, 0 known before, 5 refused.',
    'Refused orders by reason; an order with a wrong row is refused whole:',
    '       4  Date: empty',
    `          line 2; line 3; line 5: "${'x'.repeat(60)}…"; …`,
    '       1  Qty: not a whole number from 1 to 100000',
    '          line 7: "-1\\u001b[2J"',
  ]);
  expect(exitCodeOf(partly)).toBe(1);
});
