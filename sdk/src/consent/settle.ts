import type { ConsentReply } from '@sillage/protocol';
import { withLock } from '../browser/with-lock.js';
import type { Notify } from '../notify.js';
import { backoffMs } from '../outbox/backoff.js';
import { type Answer, isAccepted, isRefused, type Post } from '../outbox/post.js';
import type { PendingChoice } from './consent-record.js';
import type { Gate } from './gate.js';

export interface SettlerParts {
  site: string;
  gate: Gate;
  post: Post;
  now(): number;
  random(): number;
  /** Nothing is pending any more. */
  onSettled(): void;
  notify: Notify;
}

export interface Settler {
  /** Tells the server every choice it has not answered. A withdrawal does not wait for other tabs. */
  settle(isWithdrawal?: boolean): void;
  /** Ends a grant's request that is under way. */
  abort(): void;
}

export function createSettler(parts: SettlerParts): Settler {
  const { gate, post, now, notify } = parts;
  let controller = new AbortController();
  let failures = 0;

  const tell = async () => {
    for (let choice = gate.record().pending[0]; choice; choice = gate.record().pending[0]) {
      const { id } = choice;
      const body = JSON.stringify(choice.request);
      const sentAt = now();
      const answer = await post('/v1/consent', body, choice.isWithdrawal ? undefined : controller.signal);
      gate.refresh();
      const isPending = gate.record().pending.some((other) => other.id === id);
      if (isPending && !isAccepted(answer.status) && !isRefused(answer.status)) {
        setTimeout(settle, backoffMs(failures++, answer.retryAfterMs, parts.random));
        return;
      }
      failures = 0;
      notify('consent', choice.request, answer);
      if (isPending) close(choice, answer, (sentAt + now()) / 2);
    }
    parts.onSettled();
  };
  const close = ({ id }: PendingChoice, { body }: Answer, at: number) => {
    const reply = body as ConsentReply | undefined;
    gate.amend((record) => {
      const pending = record.pending.filter((choice) => choice.id !== id);
      if (pending.length) return { ...record, pending };
      // refused for good: as if never chosen, so that the next page asks again
      if (!reply) return { ...record, pending, choices: {} };
      const isOver = !reply.purposes.length;
      return {
        ...record,
        pending,
        allowed: reply.purposes,
        expiresAt: isOver ? record.expiresAt : reply.expiresAt,
        token: isOver ? undefined : (reply.token ?? record.token),
        clockOffsetMs: Math.round(reply.serverTime - at),
      };
    });
  };
  const settle = (isWithdrawal?: boolean) => {
    if (isWithdrawal) tell();
    else
      withLock(`sillage:${parts.site}:consent`, async () => {
        gate.refresh();
        await tell();
      });
  };
  return {
    settle,
    abort() {
      controller.abort();
      controller = new AbortController();
    },
  };
}
