import { MantineProvider } from '@mantine/core';
import type { DashboardSession } from '@sillage/protocol';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { MemoryRouter, Route, Routes } from 'react-router';
import { vi } from 'vitest';
import { SessionContext } from '../api/session.js';

/** What a test's server answers to `PUT v1/offers/rentree`; `undefined`: never. */
export type Answer = (asked: string, init: RequestInit) => Response | undefined;

const session: DashboardSession = {
  user: { id: 'u', email: 'ada@shop.example', name: 'Ada', role: 'marketer' },
  permissions: ['reports:read', 'definitions:read', 'definitions:write', 'visitors:read'],
  sites: [{ id: 'shop', name: 'Shop', origins: ['https://shop.example'], timeZone: 'Europe/Paris', currency: 'EUR' }],
};

export interface Rendered {
  /** In which all is drawn. */
  body: HTMLElement;
  client: QueryClient;
  /** What was asked of the server so far, such as `GET v1/slots`. */
  asked: string[];
}

/** Draws a part of the page in English as a marketer sees it, in a document of happy-dom that the next call empties. */
export async function renderPage(part: ReactNode, answer: Answer = () => undefined): Promise<Rendered> {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  const asked: string[] = [];
  vi.stubGlobal('fetch', (url: URL, init: RequestInit) => {
    const name = `${init.method ?? 'GET'} ${url.pathname.slice(1)}`;
    asked.push(name);
    return answer(name, init) ?? new Promise<Response>(() => undefined);
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  document.body.innerHTML = '<main></main>';
  const root = createRoot(document.querySelector('main') as HTMLElement);
  await act(() =>
    root.render(
      <MantineProvider withGlobalClasses={false} withCssVariables={false}>
        <QueryClientProvider client={client}>
          <MemoryRouter initialEntries={['/s/shop/overview']}>
            <SessionContext value={session}>
              <Routes>
                <Route path="/s/:site/*" element={part} />
              </Routes>
            </SessionContext>
          </MemoryRouter>
        </QueryClientProvider>
      </MantineProvider>,
    ),
  );
  return { body: document.body, client, asked };
}
