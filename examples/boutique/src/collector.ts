import { createPersonaliser, type Personaliser } from '@sillage/sdk/server';

/** Sillage as the store's server sees it: by HTTP alone, with the shop's keys. */
export interface CollectorOptions {
  /** Where Sillage listens, such as `http://127.0.0.1:8787`. */
  url: string;
  site: string;
  secretKey: string;
  fetch: typeof fetch;
}

/** The parts of Sillage's history that this store uses. */
export interface History {
  recognised: boolean;
  visits: number;
  firstVisitAt?: number;
  lastVisitAt?: number;
  sessions: HistorySession[];
}

export interface HistorySession {
  sessionId: string;
  startedAt: number;
  attentionMs: number;
  pages: HistoryPage[];
  searches: { query: string; resultCount?: number }[];
  cart: { productId: string; quantity: number }[];
  orders: HistoryOrder[];
}

export interface HistoryPage {
  path: string;
  title?: string;
  viewedAt: number;
  attentionMs: number;
  products: { productId: string }[];
}

export interface HistoryOrder {
  orderId: string;
  totalMinor: number;
  lines: { productId: string; quantity: number }[];
}

/** A page waits this long for what is known of the visitor and then does without, in milliseconds. */
const pageTimeoutMs = 150;

export class Collector {
  /** What to show to a visitor: always answers, after 150 ms at most, and then about nobody. */
  readonly personalise: Personaliser;

  constructor(private readonly options: CollectorOptions) {
    const { url, site, secretKey, fetch: fetcher } = options;
    this.personalise = createPersonaliser({ endpoint: url, site, key: secretKey, timeoutMs: pageTimeoutMs, fetcher });
  }

  /** The visitor's last sessions, or `undefined` where there are none, nothing is granted, or no answer comes in time. */
  async history(visitorToken: string): Promise<History | undefined> {
    const { url, site, secretKey } = this.options;
    try {
      const reply = await this.options.fetch(`${url}/v1/history`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ site, visitorToken, limit: 5 }),
        signal: AbortSignal.timeout(pageTimeoutMs),
      });
      const history = reply.ok ? ((await reply.json()) as History) : undefined;
      return history?.recognised ? history : undefined;
    } catch {
      return undefined; // late or away: the page is the same as for a visitor nobody knows
    }
  }
}
