import { MantineProvider } from '@mantine/core';
import type { DashboardSession, Problem } from '@sillage/protocol';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { MemoryRouter, Route, Routes } from 'react-router';
import { expect, onTestFinished, vi } from 'vitest';
import { SessionContext } from '../api/session.js';

/** What the server answers to `PUT v1/offers/rentree`; `undefined`: nothing yet, and nothing as long as the test lasts. */
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
}

/** Draws a part of the page in English as a marketer sees it, in happy-dom (`@vitest-environment`), until the test has finished. */
export async function renderPage(part: ReactNode, answer: Answer = () => undefined): Promise<Rendered> {
  vi.stubGlobal('fetch', async (url: URL, init: RequestInit) => {
    const never = new Promise<Response>(() => undefined);
    return answer(`${init.method ?? 'GET'} ${url.pathname.slice(1)}`, init) ?? never;
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const { body } = document;
  // happy-dom has none, and fields that grow with their text wait for them
  Reflect.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });
  const root = createRoot(body.appendChild(document.createElement('main')));
  onTestFinished(() => {
    root.unmount();
    client.clear();
    body.replaceChildren();
    vi.unstubAllGlobals();
  });
  root.render(
    <MantineProvider withGlobalClasses={false} withCssVariables={false} env="test">
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
  );
  await until(() => expect(body.querySelector('main')?.childElementCount).toBeGreaterThan(0));
  return { body, client };
}

/** Waits for what the part is about to show. */
export const until = (assertion: () => void) => vi.waitFor(assertion, { timeout: 30_000 });

/** A refusal as the server tells it. */
export const refuse = (problem: Pick<Problem, 'status' | 'code'> & Partial<Problem>) =>
  Response.json(problem, { status: problem.status });

/** The first that is called so by its label or its words. */
export function find<Found extends HTMLElement>(body: HTMLElement, selector: string, name: string): Found {
  const isNamed = (one: HTMLElement) =>
    one.getAttribute('aria-label') === name ||
    one.textContent?.trim() === name ||
    [...body.querySelectorAll('label')].some((label) => label.htmlFor === one.id && label.textContent?.trim() === name);
  const found = [...body.querySelectorAll<Found>(selector)].find(isNamed);
  if (!found) throw new Error(`there is no ${selector} called ${name}`);
  return found;
}

/** As if it were typed: React hears of a value that it did not set itself. */
export function type(input: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
}

export const submit = (body: HTMLElement) =>
  body.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
