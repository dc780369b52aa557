import type { Core } from '../core.js';
import { parseRetryAfter } from './backoff.js';

/** What the server said. */
export interface Answer {
  /** 0 when nothing came. */
  status: number;
  reply?: { serverTime: number; token?: string };
  retryAfterMs: number;
}

/** Never rejects. */
export type Post = (path: string, body: string, signal?: AbortSignal) => Promise<Answer>;

/** The server took the request, or never will: no need to send it again. */
export const isFinal = (status: number): boolean =>
  (status > 199 && status < 300) || /400|401|403|413|422/.test(`${status}`);

/** Keepalive lets a request outlive its page; text needs no preflight; the referrer would tell the query. */
export const requestInit: RequestInit = {
  method: 'POST',
  keepalive: true,
  credentials: 'include',
  referrerPolicy: 'origin',
};

export function createPost({ settings, fetcher, now, notify, gate }: Core): Post {
  return async (path, body, signal) => {
    const answer: Answer = { status: 0, retryAfterMs: 0 };
    const sentAt = now();
    try {
      const response = await fetcher(settings.endpoint + path, { ...requestInit, body, signal: signal ?? null });
      answer.retryAfterMs = parseRetryAfter(response.headers.get('retry-after'), now());
      if (response.ok) {
        const reply = await response.json();
        answer.reply = reply;
        const offsetMs = Math.round(reply.serverTime - (sentAt + now()) / 2);
        // writing tells the other tabs: only when the clock is off by more than a request takes
        if (Math.abs(offsetMs - gate.record.clockOffsetMs) > 1000) gate.amend({ clockOffsetMs: offsetMs });
      }
      answer.status = response.status;
    } catch {
      // offline, blocked, aborted, cut, or an answer that is not JSON: to be sent again
    }
    notify(path, body, answer);
    return answer;
  };
}
