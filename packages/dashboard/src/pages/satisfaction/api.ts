import type { Defined, SettleReply, Survey } from '@sillage/protocol';
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { useAsk } from '../../state/ask.js';
import type { SurveyBody } from './survey-form.js';

export function useSurveys() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['surveys', site.id],
    queryFn: ({ signal }) => request<{ surveys: Defined<Survey>[] }>('v1/surveys', { site: site.id, signal }),
    select: ({ surveys }) => surveys,
  });
}

export interface SavedSurvey {
  id: string;
  body: SurveyBody;
  /** Which one was changed; 0: it must be new. */
  version: number;
}

export function useSaveSurvey() {
  const { site } = useAsk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, body, version }: SavedSurvey) =>
      request<{ id: string; version: number }>(`v1/surveys/${encodeURIComponent(id)}`, {
        method: 'PUT',
        site: site.id,
        body,
        headers: version === 0 ? { 'If-None-Match': '*' } : { 'If-Match': `"${version}"` },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['surveys', site.id] }),
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
