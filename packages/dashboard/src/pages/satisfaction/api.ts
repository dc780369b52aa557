import type { Defined, SettleReply, Survey } from '@sillage/protocol';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { useAsk } from '../../state/ask.js';

export function useSurveys() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['surveys', site.id],
    queryFn: ({ signal }) => request<{ surveys: Defined<Survey>[] }>('v1/surveys', { site: site.id, signal }),
    select: ({ surveys }) => surveys,
  });
}

const settledKey = (site: string) => ['settled', site];

/** What was settled here: the report that was read does not know it, and the next one only once the event is stored. */
export function useSettled(): readonly SettleReply[] {
  const { site } = useAsk();
  const { data = [] } = useQuery<SettleReply[]>({
    queryKey: settledKey(site.id),
    queryFn: skipToken,
    gcTime: Number.POSITIVE_INFINITY,
  });
  return data;
}

export function useSettle() {
  const { site } = useAsk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      request<SettleReply>('v1/complaints/settle', { method: 'POST', site: site.id, body: { id } }),
    onSuccess: (reply) => {
      client.setQueryData<SettleReply[]>(settledKey(site.id), (before = []) => [...before, reply]);
    },
  });
}
