import type { Random } from './random.js';
import type { Step } from './visit.js';

/** An event as the wire has it. */
export interface WireEvent {
  id: string;
  type: string;
  occurredAt: number;
  [field: string]: unknown;
}

/** A browser tab: numbers its events and knows which page view they belong to. */
export class Tab {
  #sequence = 0;
  #pageViewId = '';
  readonly #name: string;

  constructor(private readonly random: Random) {
    this.#name = Buffer.from(random.bytes(4)).toString('hex');
  }

  /** The page view and what is done on the page; `at` in milliseconds since 1970. */
  enter(step: Step, at: number, language: string): WireEvent[] {
    const { path, title, topics, referrerHost, campaign } = step;
    const optional = { ...(referrerHost && { referrerHost }), ...(campaign && { campaign }) };
    const id = this.#newId(at);
    this.#pageViewId = id;
    const view = this.#event({ type: 'page_view', path, title, topics, language, ...optional }, at, id);
    const facts = step.facts.map((fact, index) => this.#event(fact, at + 300 * (index + 1)));
    return [view, ...facts];
  }

  /** The attention the page had. */
  leave({ path, topics, depthPercent }: Step, at: number, attentionMs: number): WireEvent {
    return this.#event({ type: 'engagement', path, topics, attentionMs: Math.round(attentionMs), depthPercent }, at);
  }

  #event(fields: { type: string; [field: string]: unknown }, at: number, id = this.#newId(at)): WireEvent {
    const place = { tab: this.#name, sequence: this.#sequence++, pageViewId: this.#pageViewId };
    return { ...fields, id, occurredAt: at, clockOffsetMs: 0, ...place };
  }

  /** UUIDv7 (RFC 9562), from this shopper's own chance. */
  #newId(at: number): string {
    const time = at.toString(16).padStart(12, '0');
    const rest = Buffer.from(this.random.bytes(10)).toString('hex');
    const variant = (8 + this.random.between(0, 3)).toString(16);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-${variant}${rest.slice(3, 6)}-${rest.slice(6, 18)}`;
  }
}
