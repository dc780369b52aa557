import { setTimeout as delay } from 'node:timers/promises';
import type { Shopper } from './shopper.js';
import type { WireEvent } from './tab.js';

/** The store as a shopper reaches it. */
export interface StoreAddress {
  origin: string;
  /** Path of Sillage on that origin. */
  endpoint: string;
  site: string;
  policyVersion: string;
}

const sdk = 'escale-shoppers/0.1.0';

/** What a shopper's browser does on the wire: says the choice, keeps the cookie, sends events until they are taken. */
export class Browser {
  #cookie = '';

  constructor(
    private readonly store: StoreAddress,
    private readonly shopper: Shopper,
  ) {}

  /** The visitor's cookie, `name=value`; empty before a grant. */
  get cookie(): string {
    return this.#cookie;
  }

  /** Tells the store what was answered to the banner. A refusal is told to nobody. */
  async choose(): Promise<boolean> {
    const { choices, locale } = this.shopper;
    if (choices.measurement === 'denied') return false;
    const { site, policyVersion } = this.store;
    const source = { name: 'tarteaucitron', version: '1.34.0' };
    const reply = await this.#post('consent', {
      site,
      choices,
      policyVersion,
      language: locale,
      source,
      gpc: false,
      sdk,
    });
    this.#cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return true;
  }

  /** Events of one site and visitor; sent again while the answer is "later". */
  async send(events: readonly WireEvent[]): Promise<void> {
    if (events.length === 0) return;
    const { site } = this.store;
    await this.#post('events', { site, sentAt: Date.now(), attempt: 1, sdk, events });
  }

  /** Opens a page of the store, as a browser does. */
  async open(path: string): Promise<void> {
    const reply = await fetch(this.store.origin + path, { headers: this.#headers() });
    await reply.arrayBuffer();
  }

  async #post(call: 'consent' | 'events', body: object, attempt = 1): Promise<Response> {
    const reply = await fetch(`${this.store.origin}${this.store.endpoint}/v1/${call}`, {
      method: 'POST',
      headers: { ...this.#headers(), 'Content-Type': 'text/plain', Origin: this.store.origin },
      body: JSON.stringify(attempt > 1 && call === 'events' ? { ...body, attempt } : body),
    });
    if (reply.ok) return reply;
    const isLater = reply.status === 429 || reply.status >= 500;
    if (!isLater || attempt > 5) throw new Error(`${call} was answered ${reply.status}: ${await reply.text()}`);
    await delay(1000 * Number(reply.headers.get('Retry-After') ?? attempt));
    return this.#post(call, body, attempt + 1);
  }

  #headers(): Record<string, string> {
    const { userAgent, locale } = this.shopper;
    return { 'User-Agent': userAgent, 'Accept-Language': locale, ...(this.#cookie && { Cookie: this.#cookie }) };
  }
}
