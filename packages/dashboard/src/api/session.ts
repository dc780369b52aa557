import type { DashboardSession, Permission } from '@sillage/protocol';
import { type QueryClient, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { ApiError, request } from './client.js';

export const sessionKey = ['session'] as const;

/** Of this browser, or of all of them. */
export type Whereabouts = 'here' | 'everywhere';

/** Sessions that were left, and that the server did not end. */
export interface OpenSessions {
  where: Whereabouts;
  error: Error;
}

const openKey = [sessionKey[0], 'open'] as const;

/** `null`: none that is known of. */
export function useOpenSessions(): OpenSessions | null {
  const { data = null } = useQuery<OpenSessions | null>({ queryKey: openKey, queryFn: skipToken });
  return data;
}

/** `null`: nobody is signed in. One that was left is not taken up again by itself. */
export function useSessionQuery() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => readSession(signal),
    staleTime: 5 * 60_000,
    enabled: useOpenSessions() === null,
  });
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
    onSuccess: (session) => {
      client.setQueryData(openKey, null);
      client.setQueryData(sessionKey, session);
    },
  });
}

/** Nobody is signed in any more: nothing that was read or sent stays in memory. */
export function endSession(client: QueryClient): void {
  client.setQueryData(sessionKey, null);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] });
  client.getMutationCache().clear();
}

/** What was read leaves the memory whatever the server answers; `useOpenSessions` tells what it did not end. */
export function useSignOut() {
  const client = useQueryClient();
  const leave = (open: OpenSessions | null) => {
    endSession(client);
    client.setQueryData(openKey, open);
  };
  return useMutation({
    mutationFn: (where: Whereabouts) => request<void>(where === 'here' ? 'session' : 'sessions', { method: 'DELETE' }),
    networkMode: 'always', // offline it is not put off, which nobody would see
    onSuccess: () => leave(null),
    onError: (error, where) => leave(isOver(error) ? null : { where, error }),
  });
}

const isOver = (error: Error) => error instanceof ApiError && error.code === 'not_signed_in';

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
