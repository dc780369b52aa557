import { expect, it } from 'vitest';
import { isOfPerson } from '../queries/find-complaint.js';
import { allReports } from './all-reports.js';
import type { NamedReport } from './report.js';

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

/** Asked as a page asks for it at first. */
const sqlOf = ({ name, parameters, sql }: NamedReport) => {
  const chosen = parameters.map((one) => [one.name, one.default ?? one.values?.[0] ?? '']);
  const days = { from: '2026-10-01', to: '2026-10-30', timeZone: 'UTC' };
  const asked = { site: 'shop', ...days, currency: 'EUR', filters: {}, parameters: Object.fromEntries(chosen), now: 0 };
  return { name, sql: sql(asked, new Map()) };
};
const listCovers = (isMeant: (sql: string) => boolean) =>
  new Map(allReports.filter((one) => isMeant(sqlOf(one).sql)).map(({ name, covers }) => [name, covers ?? 'measured']));

it('a report that counts orders without consent too does not say that it covers who agreed to measuring', () => {
  const covers = listCovers((sql) => sql.includes("basis IN ('import', 'contract')"));
  expect(covers.get('overview')).toBe('ordersAndVisits');
  expect(covers.get('overview-by-day')).toBe('ordersAndVisits');
  expect(covers.get('overview-by')).toBe('ordersAndVisits');
  expect([...covers].filter(([, covered]) => covered === 'measured')).toEqual([]);
});

it('a report of persons alone says that it covers who agreed to personalisation', () => {
  const covers = listCovers((sql) => sql.includes(isOfPerson));
  expect([...covers]).toContainEqual(['complaints', 'personalised']);
  expect(new Set(covers.values())).toEqual(new Set(['personalised']));
});
