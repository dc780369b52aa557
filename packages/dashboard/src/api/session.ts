import type { DashboardSession, Permission } from '@sillage/protocol';
import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { ApiError, request } from './client.js';

export const sessionKey = ['session'] as const;

/** `null`: nobody is signed in. */
export function useSessionQuery() {
  return useQuery({ queryKey: sessionKey, queryFn: ({ signal }) => readSession(signal), staleTime: 5 * 60_000 });
}

async function readSession(signal: AbortSignal): Promise<DashboardSession | null> {
  try {
    return await request<DashboardSession>('session', { signal });
  } catch (error) {
    if (error instanceof ApiError && error.code === 'not_signed_in') return null;
    throw error;
  }
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { email: string; password: string }) =>
      request<DashboardSession>('session', { method: 'POST', body }),
    onSuccess: (session) => client.setQueryData(sessionKey, session),
  });
}

/** Nobody is signed in any more: nothing that was read or sent stays in memory. */
export function endSession(client: QueryClient): void {
  client.setQueryData(sessionKey, null);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  client.getMutationCache().clear();
}

/** From this browser, or from all of them. */
export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (where: 'here' | 'everywhere') =>
      request<void>(where === 'here' ? 'session' : 'sessions', { method: 'DELETE' }),
    onSuccess: () => endSession(client),
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current: string; next: string }) => request<void>('password', { method: 'PUT', body }),
  });
}

export const SessionContext = createContext<DashboardSession | undefined>(undefined);

/** Who is signed in; only below the frame. */
export function useSession(): DashboardSession {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error('useSession stands below the frame');
  return session;
}

export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission);
}
