import type {
  Defined,
  FactValues,
  LatestSizes,
  Segment,
  SegmentCount,
  SegmentOverlap,
  SegmentSizes,
  SegmentTree,
  SegmentWorth,
  ValueFact,
} from '@sillage/protocol';
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { request, requestFile } from '../../api/client.js';
import { useAsk } from '../../state/ask.js';

/** `GET /v1/segments` */
export interface SegmentList {
  segments: Defined<Segment>[];
  readyMade: Segment[];
}

/** A segment of the site's own has a version; a ready-made one has none until it is changed. */
export type ListedSegment = Segment & Partial<Pick<Defined<Segment>, 'version' | 'changedAt'>>;

const pathOf = (id: string, rest = '') => `v1/segments/${encodeURIComponent(id)}${rest}`;

export function useSegments() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['segments', site.id],
    queryFn: ({ signal }) => request<SegmentList>('v1/segments', { site: site.id, signal }),
    select: ({ segments, readyMade }): ListedSegment[] => [...segments, ...readyMade],
  });
}

/** Counted once a day: what the list shows, for counting all of them anew takes long. */
export function useLatestSizes() {
  const { site, from, to } = useAsk();
  return useQuery({
    queryKey: ['segment-sizes', site.id, from, to],
    queryFn: ({ signal }) => request<LatestSizes>('v1/segments/sizes', { site: site.id, query: { from, to }, signal }),
    select: ({ latest }) => new Map(latest.map((size) => [size.segment, size])),
  });
}

export function useSizes(id: string) {
  const { site, from, to } = useAsk();
  return useQuery({
    queryKey: ['segment-sizes', site.id, from, to, id],
    queryFn: ({ signal }) =>
      request<SegmentSizes>(pathOf(id, '/sizes'), { site: site.id, query: { from, to }, signal }),
  });
}

/** How many meet a tree now; the count before stands until the next is there. An answer that nobody waits for is cancelled. */
export function useCount(tree: SegmentTree | undefined) {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['segment-count', site.id, tree],
    queryFn: ({ signal }) =>
      request<SegmentCount>('v1/segments/count', { method: 'POST', site: site.id, body: { tree }, signal }),
    enabled: tree !== undefined,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}

export function useWorth(id: string) {
  const { site, from, to, currency } = useAsk();
  return useQuery({
    queryKey: ['segment-worth', site.id, id, from, to, currency],
    queryFn: ({ signal }) =>
      request<SegmentWorth>(pathOf(id, '/worth'), { site: site.id, query: { from, to, currency }, signal }),
    staleTime: 60_000,
  });
}

export function useOverlap(ids: readonly string[]) {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['segment-overlap', site.id, ids],
    queryFn: ({ signal }) =>
      request<SegmentOverlap>('v1/segments/overlap', { site: site.id, query: { ids: ids.join(',') }, signal }),
    enabled: ids.length > 1,
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

/** What may be asked of a fact, as it is typed. */
export function useFactValues(fact: ValueFact, starts: string) {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['fact-values', site.id, fact, starts],
    queryFn: ({ signal }) =>
      request<FactValues>('v1/segments/values', { site: site.id, query: { fact, starts }, signal }),
    staleTime: 300_000,
    placeholderData: keepPreviousData,
  });
}

export const memberFormats = ['csv', 'json', 'parquet'] as const;
export type MemberFormat = (typeof memberFormats)[number];

export function useMembersFile() {
  const { site } = useAsk();
  return useMutation({
    mutationFn: ({ id, format }: { id: string; format: MemberFormat }) =>
      requestFile(pathOf(id, '/members'), { site: site.id, query: { format } }),
  });
}
