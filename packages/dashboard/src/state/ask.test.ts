import type { DashboardSite } from '@sillage/protocol';
import { expect, it } from 'vitest';
import { readAsk } from './ask.js';

const site: DashboardSite = {
  id: 'shop',
  name: 'Shop',
  timeZone: 'Europe/Paris',
  currency: 'EUR',
  origins: ['https://shop.example'],
};
const now = Date.UTC(2026, 9, 1, 12);
const read = (search: string) => readAsk(site, new URLSearchParams(search), now);

it('asks for thirty days against those before where the address says nothing', () => {
  expect(read('')).toEqual({
    site,
    today: '2026-10-01',
    preset: 'last30',
    from: '2026-09-02',
    to: '2026-10-01',
    compare: 'previous',
    currency: 'EUR',
    filters: {},
  });
});

it('takes days, comparison, currency and filters from the address', () => {
  expect(read('from=2026-01-01&to=2026-01-31&compare=year&currency=CHF&device=mobile')).toMatchObject({
    from: '2026-01-01',
    to: '2026-01-31',
    compare: 'year',
    currency: 'CHF',
    filters: { device: 'mobile' },
  });
});

it('leaves what it can’t read', () => {
  expect(read('from=2026-02-01&to=2026-01-31&compare=ever&currency=francs&period=century')).toEqual(read(''));
});
