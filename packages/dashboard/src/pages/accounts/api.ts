import type { ApiKey, DashboardUser, KeyRequest, Look, NewApiKey, NewUser, UserChange } from '@sillage/protocol';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { ApiError, request } from '../../api/client.js';
import { useFailureText } from '../../api/failure.js';
import { sessionKey } from '../../api/session.js';
import { useTexts } from '../../i18n.js';
import { accountsTexts } from '../../texts/accounts.js';

export function useUsers() {
  return useQuery({
    queryKey: ['users'],
    queryFn: async ({ signal }) => (await request<{ users: DashboardUser[] }>('users', { signal })).users,
  });
}

export function useKeys() {
  return useQuery({
    queryKey: ['keys'],
    queryFn: async ({ signal }) => (await request<{ keys: ApiKey[] }>('keys', { signal })).keys,
  });
}

const looksAtOnce = 50;

/** Newest first, so many at once. */
export function useLooks() {
  return useInfiniteQuery({
    queryKey: ['looks'],
    initialPageParam: '',
    queryFn: async ({ pageParam: before, signal }) =>
      (await request<{ looks: Look[] }>('looks', { query: { before, limit: String(looksAtOnce) }, signal })).looks,
    getNextPageParam: (last) => (last.length < looksAtOnce ? undefined : String(last.at(-1)?.id)),
  });
}

/** With an id somebody who is there, else somebody new. */
export function useSaveUser() {
  return useChange('users', ({ id, body }: { id: string | undefined; body: NewUser | UserChange }) =>
    id === undefined
      ? request<DashboardUser>('users', { method: 'POST', body })
      : request<DashboardUser>(`users/${encodeURIComponent(id)}`, { method: 'PUT', body }),
  );
}

export function useRemove(kind: 'users' | 'keys') {
  return useChange(kind, (id: string) => request<void>(`${kind}/${encodeURIComponent(id)}`, { method: 'DELETE' }));
}

export function useMakeKey() {
  return useChange('keys', (body: KeyRequest) => request<NewApiKey>('keys', { method: 'POST', body }));
}

/** The list is read again, and who one is: one may have changed oneself. */
function useChange<Input, Answer>(kind: 'users' | 'keys', change: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: [kind] });
      if (kind === 'users') void client.invalidateQueries({ queryKey: sessionKey });
    },
  });
}

/** What only accounts refuse, beside what every page says of failures. */
export function useAccountFailure(): (error: unknown) => string {
  const t = useTexts(accountsTexts);
  const say = useFailureText();
  return (error) => {
    const code = error instanceof ApiError ? error.code : undefined;
    return code === 'email_taken' || code === 'last_admin' ? t(code) : say(error);
  };
}
