import { setTimeout as delay } from 'node:timers/promises';
import type { Answers } from '../harness/collecting-shop.js';

/** `Decision` of the wire (packages/protocol/src/personalise.ts), as a customer reads it. */
export interface Decided {
  decisionId: string;
  slot: string;
  kind: 'default' | 'offer' | 'withheld';
  offerId?: string;
  template: string;
  content: Record<string, string>;
  products: Record<string, unknown>[];
  coupon?: string;
  reason: string;
  validUntil: number;
}

/** Answers `POST /v1/personalise` with what a test decided, as slowly as it says. */
export interface StandIn {
  readonly answers: Answers;
  decisions: Record<string, Decided>;
  delayMs: number;
}

export function createStandIn(): StandIn {
  const standIn: StandIn = {
    decisions: {},
    delayMs: 0,
    answers: {
      async '/v1/personalise'({ body }) {
        await delay(standIn.delayMs);
        const asked = Object.values(standIn.decisions).filter(({ slot }) => (body.slots as string[]).includes(slot));
        return {
          recognised: true,
          visits: 2,
          lastVisits: [],
          interests: [],
          segments: [],
          decisions: Object.fromEntries(asked.map((decision) => [decision.slot, decision])),
        };
      },
    },
  };
  return standIn;
}

let decided = 0;

/** An offer in a banner, unless said otherwise. */
export function decide(slot: string, changes: Partial<Decided> = {}): Decided {
  decided += 1;
  return {
    decisionId: `00000000-0000-4000-8000-${String(decided).padStart(12, '0')}`,
    slot,
    kind: 'offer',
    offerId: `offer-${slot}`,
    template: 'banner',
    content: { title: 'Tentes à -20 %', text: 'Cette semaine', url: '/tentes', button: 'Voir' },
    products: [],
    reason: 'Vous regardez souvent les tentes.',
    validUntil: Date.now() + 60_000,
    ...changes,
  };
}
