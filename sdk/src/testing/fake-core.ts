import type { BatchReply, ConsentRequest } from '@sillage/protocol';
import type { Core } from '../core.js';
import { createCore } from '../create-core.js';
import { type TrackerOptions, toSettings } from '../options.js';

/** A tracker whose clock, network and browser signals a test holds. */
export interface FakeCore {
  core: Core;
  /** What it sent: path and body. */
  sent: { path: string; body: Record<string, unknown> }[];
  consents(): ConsentRequest['choices'][];
  /** Milliseconds since 1970. */
  at: number;
  hasGpc: boolean;
  /** 0: no answer. */
  status: number;
  /** Lets nothing be answered until what it returns is called; what is aborted meanwhile fails. */
  stall(): () => void;
  /** What answers to events tell besides the time. */
  eventReply: Partial<BatchReply>;
}

export function createFakeCore(options: Partial<TrackerOptions> = {}): FakeCore {
  let answered: Promise<void> | undefined;
  const fake: Omit<FakeCore, 'core'> = {
    sent: [],
    consents: () => fake.sent.filter(({ path }) => path === '/s/v1/consent').map(({ body }) => body.choices as never),
    at: Date.parse('2026-03-01T10:00:00Z'),
    hasGpc: false,
    status: 200,
    eventReply: { accepted: 1 },
    stall() {
      let answer = () => {};
      answered = new Promise((resolve) => {
        answer = resolve;
      });
      return () => answer();
    },
  };
  const fetcher = async (path: unknown, init?: RequestInit) => {
    fake.sent.push({ path: `${path}`, body: JSON.parse(`${init?.body}`) });
    await answered;
    init?.signal?.throwIfAborted();
    if (!fake.status) throw new TypeError('no answer');
    const more = path === '/s/v1/events' ? fake.eventReply : {};
    return new Response(JSON.stringify({ serverTime: fake.at, ...more }), { status: fake.status });
  };
  const core = createCore(toSettings({ site: 'shop', endpoint: '/s', ...options }), {
    clock: () => fake.at,
    drawRandom: () => 0.5,
    fetcher: fetcher as typeof fetch,
    hasGpc: () => fake.hasGpc,
    logStep: () => undefined,
  });
  return Object.assign(fake, { core });
}
