import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useAsk } from '../state/ask.js';
import { request } from './client.js';
import { toPrecondition } from './precondition.js';

/** What a site defines, each by its id. */
export type Collection = 'offers' | 'slots' | 'segments' | 'surveys';

export interface SavedDefinition {
  id: string;
  body: object;
  /** Which one was changed; 0: it must be new. */
  version: number;
}

/** First words of the keys of what is read anew once one has changed: slots and offers hold each other up, and surveys are shown among offers. */
const toldBy: Record<Collection, readonly string[]> = {
  offers: ['offers'],
  slots: ['slots', 'offers'],
  segments: ['segments', 'segment-sizes', 'segment-worth', 'segment-overlap'],
  surveys: ['surveys', 'offers'],
};

const readAnew = (client: QueryClient, collection: Collection, site: string) =>
  Promise.all(toldBy[collection].map((key) => client.invalidateQueries({ queryKey: [key, site] })));

const pathOf = (collection: Collection, id: string) => `v1/${collection}/${encodeURIComponent(id)}`;

export function useSaveDefinition(collection: Collection) {
  const { site } = useAsk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body, version }: SavedDefinition) =>
      request<{ id: string; version: number }>(pathOf(collection, id), {
        method: 'PUT',
        site: site.id,
        body,
        headers: toPrecondition(version),
      }),
    onSuccess: () => readAnew(client, collection, site.id),
  });
}

export function useDeleteDefinition(collection: Collection) {
  const { site } = useAsk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => request<void>(pathOf(collection, id), { method: 'DELETE', site: site.id }),
    // not waited for: who deleted it is led away before its page finds that it is gone
    onSuccess: () => void readAnew(client, collection, site.id),
  });
}
