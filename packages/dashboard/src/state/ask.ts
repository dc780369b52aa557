import type { DashboardSite, ReportComparison, ReportFilter } from '@sillage/protocol';
import { useMemo } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { useSession } from '../api/session.js';
import { dayOf, daysOf, isDay, type Preset, presets } from './days.js';

/** What every report of the page is asked for. It stands in the address, so that a link says the same to somebody else. */
export interface Ask {
  site: DashboardSite;
  /** Days of the site, both included. */
  from: string;
  to: string;
  /** Absent: the days were picked by themselves. */
  preset?: Preset;
  compare: ReportComparison | 'none';
  /** ISO 4217. */
  currency: string;
  filters: Partial<Record<ReportFilter, string>>;
  /** The site's. */
  today: string;
}

export const filterNames = ['channel', 'device', 'country', 'source'] as const satisfies readonly ReportFilter[];
const comparisons = ['previous', 'year', 'none'] as const;

export function useAsk(): Ask {
  const site = useSite();
  const [search] = useSearchParams();
  return useMemo(() => readAsk(site, search), [site, search]);
}

/** The site of the address; only below the frame, which sees to it that there is one. */
function useSite(): DashboardSite {
  const { site: id } = useParams();
  const site = useSession().sites.find((one) => one.id === id);
  if (site === undefined) throw new Error('useAsk stands below the frame');
  return site;
}

export function readAsk(site: DashboardSite, search: URLSearchParams, now = Date.now()): Ask {
  const today = dayOf(now, site.timeZone);
  const compare = comparisons.find((one) => one === search.get('compare')) ?? 'previous';
  const currency = /^[A-Z]{3}$/.exec(search.get('currency') ?? '')?.[0] ?? site.currency;
  const named = filterNames.flatMap((name) => (search.get(name) ? [[name, search.get(name)] as const] : []));
  return { site, today, compare, currency, filters: Object.fromEntries(named), ...readDays(search, today) };
}

function readDays(search: URLSearchParams, today: string): Pick<Ask, 'from' | 'to' | 'preset'> {
  const [from, to] = [search.get('from'), search.get('to')];
  if (isDay(from) && isDay(to) && from <= to) return { from, to };
  const preset = presets.find((one) => one === search.get('period')) ?? 'last30';
  return { preset, ...daysOf(preset, today) };
}

export type AskChange = Partial<Record<'period' | 'from' | 'to' | 'compare' | 'currency' | ReportFilter, string>>;

/** Changes the address; an empty text takes a word out of it. */
export function useChangeAsk(): (change: AskChange) => void {
  const [, setSearch] = useSearchParams();
  return (change) =>
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(change)) value ? next.set(name, value) : next.delete(name);
      return next;
    });
}
