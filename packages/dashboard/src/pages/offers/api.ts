import type { CatalogueList, Defined, Offer, OfferResults, OffersNow, ProductRules, Slot } from '@sillage/protocol';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, request } from '../../api/client.js';
import { toPrecondition } from '../../api/precondition.js';
import { useAsk } from '../../state/ask.js';

const pathOf = (id: string, rest: string) => `v1/offers/${encodeURIComponent(id)}${rest}`;

export function useOffers() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['offers', site.id],
    queryFn: ({ signal }) => request<{ offers: Defined<Offer>[] }>('v1/offers', { site: site.id, signal }),
    select: ({ offers }) => offers,
  });
}

export function useSlots() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['slots', site.id],
    queryFn: ({ signal }) => request<{ slots: Defined<Slot>[] }>('v1/slots', { site: site.id, signal }),
    select: ({ slots }) => slots,
  });
}

export function useOffersNow() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['offers', site.id, 'now'],
    queryFn: ({ signal }) => request<OffersNow>('v1/offers/now', { site: site.id, signal }),
    staleTime: 30_000,
  });
}

export function useResults(id: string, windowDays: number) {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['offer-results', site.id, id, windowDays],
    queryFn: ({ signal }) =>
      request<OfferResults>(pathOf(id, '/results'), {
        site: site.id,
        query: { windowDays: String(windowDays) },
        signal,
      }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

export interface Preview {
  parameter: string;
  value: string;
  expiresAt: number;
}

export function usePreview(id: string) {
  const { site } = useAsk();
  return useMutation({
    mutationFn: () => request<Preview>(pathOf(id, '/preview'), { method: 'POST', site: site.id, body: {} }),
  });
}

/** `null`: the site has none. */
export function useRules() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['rules', site.id],
    queryFn: async ({ signal }) => {
      try {
        return await request<Defined<ProductRules>>('v1/rules', { site: site.id, signal });
      } catch (error) {
        if (error instanceof ApiError && error.code === 'not_found') return null;
        throw error;
      }
    },
  });
}

export function useSaveRules() {
  const { site } = useAsk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ rules, version }: { rules: Omit<ProductRules, 'id'>; version: number }) =>
      request<Defined<ProductRules>>('v1/rules', {
        method: 'PUT',
        site: site.id,
        body: rules,
        headers: toPrecondition(version),
      }),
    onSuccess: (saved) => client.setQueryData(['rules', site.id], saved),
  });
}

/** Products of the catalogue by a part of their name, id or brand. */
export function useProducts(search: string) {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['catalogue', site.id, search],
    queryFn: ({ signal }) => request<CatalogueList>('v1/catalogue', { site: site.id, query: { search }, signal }),
    select: ({ products }) => products,
    staleTime: 300_000,
    placeholderData: keepPreviousData,
  });
}
