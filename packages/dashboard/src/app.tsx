import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { BrowserRouter } from 'react-router';
import { ApiError, baseUrl } from './api/client.js';
import { endSession, sessionKey } from './api/session.js';
import { Gate } from './frame/gate.js';
import { cssVariables, theme } from './theme.js';

/** A refusal is final; what did not arrive is asked for once more. */
const client = new QueryClient({
  queryCache: new QueryCache({ onError: showSignIn, onSuccess: showEnd }),
  defaultOptions: {
    queries: {
      retry: (count, error) => count < 1 && error instanceof ApiError && error.code === 'unreachable',
      refetchOnWindowFocus: false,
    },
    mutations: { gcTime: 0 }, // one holds a password, others what is told of persons
  },
});

/** A session that has ended shows at the next thing that is asked. */
function showSignIn(error: Error): void {
  if (error instanceof ApiError && error.code === 'not_signed_in') endSession(client);
}

/** Or when it is asked who is signed in. */
function showEnd(data: unknown, { queryKey }: { queryKey: readonly unknown[] }): void {
  if (queryKey[0] === sessionKey[0] && data === null) endSession(client);
}

/** Vite writes the server's nonce here: styles that Mantine makes in the page carry it. */
const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto" cssVariablesResolver={cssVariables} getStyleNonce={nonce}>
      <QueryClientProvider client={client}>
        <BrowserRouter basename={baseUrl().pathname.replace(/\/$/, '')}>
          <Gate />
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
