import { expect, it } from 'vitest';
import { allReports } from './all-reports.js';

it('every report has a name of its own', () => {
  const names = allReports.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('who reads a report that names persons may read of visitors', () => {
  const ofPersons = /^(customer|customerId|visitor|visitors)$/;
  const naming = allReports.filter(({ columns }) =>
    columns.some(({ name, unit }) => unit === 'id' && ofPersons.test(name)),
  );
  expect(naming.map(({ name }) => name).sort()).toEqual(['complaints', 'customer-value', 'topic-visitors']);
  for (const { needs } of naming) expect(needs).toBe('visitors:read');
});
