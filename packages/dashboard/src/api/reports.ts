import type { Report, ReportComparison, ReportDescription, ReportFilter } from '@sillage/protocol';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Ask, filterNames, useAsk } from '../state/ask.js';
import { ApiError, request, requestFile } from './client.js';

export type ReportParameters = Readonly<Record<string, string>>;

export interface ReportOptions {
  parameters?: ReportParameters;
  /** Instead of the comparison that was picked; `none` for a report that stands alone. */
  compare?: ReportComparison | 'none';
  isEnabled?: boolean;
  /** A filter that it is not asked by, although it was picked. */
  without?: ReportFilter;
}

/** After this a report says that it takes long, and can be stopped. */
const slowMs = 1500;

/** What all reports mean, by name. */
export function useReportDescriptions() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['report-descriptions', site.id],
    queryFn: async ({ signal }) => {
      const { reports } = await request<{ reports: ReportDescription[] }>('v1/reports', { site: site.id, signal });
      return new Map(reports.map((report) => [report.name, report]));
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** A report for the period, comparison, currency and filters that were picked. `cancel` stops ClickHouse too. */
export function useReport(name: string, options: ReportOptions = {}) {
  const ask = useAsk();
  const client = useQueryClient();
  const descriptions = useReportDescriptions();
  const description = descriptions.data?.get(name);
  const query = toQuery(ask, options, description?.filters ?? []);
  const queryKey = ['report', ask.site.id, name, query];
  const answer = useQuery({
    queryKey,
    queryFn: ({ signal }) => request<Report>(pathOf(name), { site: ask.site.id, query, signal }),
    enabled: description !== undefined && (options.isEnabled ?? true),
    staleTime: 60_000,
  });
  const [cancelledKey, setCancelledKey] = useState('');
  const isFetching = answer.isFetching || descriptions.isFetching;
  return {
    description,
    report: answer.data,
    error: answer.error ?? descriptions.error ?? (descriptions.data && !description ? unknownReport : null),
    /** What was picked but this report can't be asked by. */
    ignored: filterNames.filter((one) => ask.filters[one] !== undefined && !description?.filters.includes(one)),
    isFetching,
    isSlow: useSlow(isFetching),
    isCancelled: cancelledKey === JSON.stringify(queryKey) && !isFetching,
    cancel: () => {
      setCancelledKey(JSON.stringify(queryKey));
      void client.cancelQueries({ queryKey });
    },
    refetch: () => {
      setCancelledKey('');
      void (descriptions.data ? answer : descriptions).refetch();
    },
    download: () => requestFile(`${pathOf(name)}.csv`, { site: ask.site.id, query }),
  };
}

const unknownReport = new ApiError('not_found', 404);

export type ReportState = ReturnType<typeof useReport>;

const pathOf = (name: string) => `v1/reports/${encodeURIComponent(name)}`;

/** A report refuses filters that it does not know. */
function toQuery(ask: Ask, { parameters, compare, without }: ReportOptions, filters: readonly ReportFilter[]) {
  const { from, to, currency } = ask;
  const compared = compare ?? ask.compare;
  const picked = Object.fromEntries(filters.map((one) => [one, one === without ? undefined : ask.filters[one]]));
  return { from, to, currency, ...picked, ...parameters, ...(compared !== 'none' && { compare: compared }) };
}

function useSlow(isFetching: boolean): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!isFetching) return;
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => clearTimeout(timer);
  }, [isFetching]);
  return isSlow;
}
