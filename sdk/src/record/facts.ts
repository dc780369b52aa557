import type { EventType } from '@sillage/protocol';

/** Who told a fact: their order is how far they are trusted, the most first. */
export const sources = { api: 0, attributes: 1, dataLayer: 2, jsonLd: 3 } as const;
export type Source = (typeof sources)[keyof typeof sources];

export interface Facts {
  report(source: Source, type: EventType, fields: object): void;
  /** Takes what has been told so far as all that there is. */
  settle(): void;
  /** Another page view: the same facts may be told again. What waits is lost: settle first. */
  turn(): void;
}

/** Milliseconds that a better source has to tell the same. */
const settleMs = 1000;

/**
 * One source a fact and page view: the first that is heard tells all of it. The API is heard at once, the others when a
 * better one has had its time.
 */
export function createFacts(emit: (type: EventType, fields: object) => void): Facts {
  let heard: Record<string, Source> = {};
  let waiting: [Source, EventType, object][] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const hear = (source: Source, type: EventType, fields: object) => {
    const key = identify(type, fields);
    heard[key] ??= source;
    if (heard[key] === source) emit(type, fields);
  };
  const facts: Facts = {
    report(source, type, fields) {
      if (!source) return hear(source, type, fields);
      waiting.push([source, type, fields]);
      timer ??= setTimeout(facts.settle, settleMs);
    },
    settle() {
      clearTimeout(timer);
      timer = undefined;
      for (const told of waiting.splice(0).sort(([a], [b]) => a - b)) hear(...told);
    },
    turn() {
      heard = {};
      waiting = [];
    },
  };
  return facts;
}

/** What a page shows, not what is done on it: told before the choice, it still holds when the grant comes. */
export const isOfPage = (type: EventType): boolean => /^(product_view|search|cart_view|checkout_start)$/.test(type);

/** What makes two tellings the same fact: a page shows one product, one search, one cart; it changes many lines. */
function identify(type: EventType, fields: object): string {
  const { line, order, refund } = fields as Record<string, { productId?: string; orderId?: string }>;
  return type + (line?.productId ?? (order ?? refund)?.orderId);
}
