import { parseRetryAfter } from './backoff.js';

/** What came back; status 0 when nothing did. */
export interface Answer {
  status: number;
  /** Of a 2xx. */
  body?: unknown;
  retryAfterMs: number;
}

export type Post = (path: string, body: string, signal?: AbortSignal) => Promise<Answer>;

/** Milliseconds after which no answer is awaited. */
const timeoutMs = 20_000;

/** Keepalive lets a request outlive its page; text/plain needs no preflight; the referrer would tell the query. */
export const requestInit: RequestInit = {
  method: 'POST',
  keepalive: true,
  credentials: 'include',
  referrerPolicy: 'origin',
};

/** Posts below `endpoint`. Never rejects. */
export function createPost(endpoint: string, fetcher: typeof fetch, now: () => number): Post {
  return async (path, body, signal) => {
    const controller = new AbortController();
    const abort = () => controller.abort();
    const timer = setTimeout(abort, timeoutMs);
    signal?.addEventListener('abort', abort);
    try {
      const response = await fetcher(endpoint + path, { ...requestInit, body, signal: controller.signal });
      return {
        status: response.status,
        body: response.ok ? await response.json() : undefined,
        retryAfterMs: parseRetryAfter(response.headers.get('retry-after'), now()),
      };
    } catch {
      return { status: 0, retryAfterMs: 0 }; // offline, blocked, aborted, cut, or an answer that is not JSON
    } finally {
      clearTimeout(timer);
    }
  };
}

const refusals = [400, 401, 403, 413, 422];

/** The server will never take this request. All else but 2xx is to be sent again. */
export const isRefused = (status: number): boolean => refusals.includes(status);
export const isAccepted = (status: number): boolean => status > 199 && status < 300;
