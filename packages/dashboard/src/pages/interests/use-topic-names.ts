import type { TopicMap } from '@sillage/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, request } from '../../api/client.js';
import { toPrecondition } from '../../api/precondition.js';

/** What stands, 0 where nothing was written yet. */
export interface StandingNames {
  version: number;
  topics: TopicMap['topics'];
}

export function useTopicNames(site: string) {
  const client = useQueryClient();
  const queryKey = ['topics', site];
  const standing = useQuery({ queryKey, queryFn: ({ signal }) => read(site, signal) });
  const save = useMutation({
    mutationFn: ({ version, topics }: StandingNames) =>
      request<StandingNames>('v1/topics', { method: 'PUT', site, body: { topics }, headers: toPrecondition(version) }),
    onSuccess: (names) => {
      client.setQueryData(queryKey, names);
      return client.invalidateQueries({ queryKey: ['report', site] });
    },
  });
  return { standing, save };
}

async function read(site: string, signal: AbortSignal): Promise<StandingNames> {
  try {
    return await request<StandingNames>('v1/topics', { site, signal });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_found') return { version: 0, topics: {} };
    throw error;
  }
}
