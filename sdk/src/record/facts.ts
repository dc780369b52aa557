import type { EventType } from '@sillage/protocol';

/** Who told a fact, the most trusted first. */
export const sources = ['api', 'attributes', 'dataLayer', 'jsonLd'] as const;
export type Source = (typeof sources)[number];

export interface Facts {
  report(source: Source, type: EventType, fields: object): void;
  /** Takes what has been told so far as all that there is. */
  settle(): void;
  /** Another page view: the same facts may be told again. */
  turn(): void;
  /** Nothing of what waits may become an event. */
  forget(): void;
}

/** Milliseconds that a better source has to tell the same. */
const settleMs = 1000;

/**
 * One event a fact, however many sources tell it: each source counts how often it told a fact of this page view, and
 * a telling is an event only when no other source has told it as often. The API is heard at once, the others wait for
 * a better one.
 */
export function createFacts(emit: (type: EventType, fields: object) => void): Facts {
  let told: Record<string, number> = {};
  let waiting: { rank: number; key: string; count: number; tell(): void }[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hear = (key: string, count: number, tell: () => void) => {
    if (count <= (told[key] ?? 0)) return;
    told[key] = count;
    tell();
  };
  const settle = () => {
    clearTimeout(timer);
    timer = undefined;
    const heard = waiting.sort((a, b) => a.rank - b.rank);
    waiting = [];
    for (const { key, count, tell } of heard) hear(key, count, tell);
  };
  return {
    report(source, type, fields) {
      const key = identify(type, fields as FactFields);
      const tell = () => emit(type, fields);
      if (!key) return tell();
      const rank = sources.indexOf(source);
      const own = `${key} ${rank}`;
      const count = (told[own] ?? 0) + 1;
      told[own] = count;
      if (!rank) return hear(key, count, tell);
      waiting.push({ rank, key, count, tell });
      timer ??= setTimeout(settle, settleMs);
    },
    settle,
    turn() {
      settle();
      told = {};
    },
    forget() {
      waiting = [];
      told = {};
    },
  };
}

type FactFields = { line?: { productId?: string }; order?: { orderId?: string }; refund?: { orderId?: string } };

/** What makes two tellings the same fact; empty for what is never told twice. A page shows one product, one search, one cart. */
function identify(type: EventType, { line, order, refund }: FactFields): string {
  if (line || order || refund) return `${type} ${line?.productId ?? order?.orderId ?? refund?.orderId}`;
  return /^(product_view|search|cart_view|checkout_start)$/.test(type) ? type : '';
}
