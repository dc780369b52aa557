import { expect, it } from 'vitest';
import { toFact } from '../testing/person.js';
import { countOpenComplaints } from './open-complaints.js';

const opened = (daysAgo: number, key = '') => toFact('complaint', daysAgo, { key });
const closed = (daysAgo: number, key = '') => toFact('complaint_closed', daysAgo, { key });

it.each([
  ['none', [], 0],
  ['one that was opened', [opened(3)], 1],
  ['none that was closed since', [opened(3), closed(2)], 0],
  ['one that was opened again', [closed(2), opened(3), opened(1)], 1],
  ['one of which only another was closed', [opened(3, 'T1'), opened(3, 'T2'), closed(2, 'T2'), closed(1)], 1],
  ['none that is closed at the moment it is opened', [opened(2), closed(2)], 0],
  ['one a complaint, in however many visits it was told', [opened(3, 'T1'), opened(2, 'T1'), opened(1, 'T2')], 2],
])('counts %s', (_, facts, count) => {
  expect(countOpenComplaints(facts)).toBe(count);
});
