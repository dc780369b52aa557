import type { NodeHealth, RejectedList, ReplayReport, ReplayRequest, UnmatchedReply } from '@sillage/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { request } from '../../api/client.js';
import { useAsk } from '../../state/ask.js';

/** The node that answers is asked again as long as the page is open. */
const nodeEveryMs = 30_000;
/** Refused events that are shown as examples. */
const examples = '10';

export function useNodeHealth() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['health', site.id],
    queryFn: ({ signal }) => request<NodeHealth>('v1/health', { site: site.id, signal }),
    refetchInterval: nodeEveryMs,
  });
}

export function useUnmatched() {
  const { site } = useAsk();
  return useQuery({
    queryKey: ['unmatched', site.id],
    queryFn: ({ signal }) => request<UnmatchedReply>('v1/catalogue/unmatched', { site: site.id, signal }),
  });
}

/** The last that were refused for this reason in the period. */
export function useRejected(reason: string) {
  const { site, from, to } = useAsk();
  return useQuery({
    queryKey: ['rejected', site.id, reason, from, to],
    queryFn: ({ signal }) => {
      const query = { reason, from, to, limit: examples };
      return request<RejectedList>('v1/rejected', { site: site.id, query, signal });
    },
  });
}

/** From where a replay was cut it goes on. */
type ReplayAsked = Pick<ReplayRequest, 'cursor'> & { reason: string };

/** Those of the period that were refused for this reason, once more; then figures are read again. */
export function useReplay() {
  const { site, from, to } = useAsk();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (asked: ReplayAsked) => {
      const body: ReplayRequest = { ...asked, from, to };
      return request<ReplayReport>('v1/rejected/replay', { method: 'POST', site: site.id, body });
    },
    onSuccess: () => {
      const changed = [
        ['rejected', site.id],
        ['health', site.id],
        ['report', site.id, 'refusals-by-reason'],
        ['report', site.id, 'events-by-day'],
      ];
      for (const queryKey of changed) void client.invalidateQueries({ queryKey });
    },
  });
}
