import { compiled, igami, incbi } from 'cephes';
import type { BgNbd } from '../bg-nbd.js';
import type { DatedOrder } from './to-purchase-pasts.js';

await compiled;

/** The same numbers for the same seed, 0 to 1 (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Simulation extends BgNbd {
  persons: number;
  /** Days in which persons are born, and of the whole. */
  birthDays: number;
  lastDay: number;
  seed: number;
}

/** Orders of persons who buy and leave as the model says, by inverting its distributions; some on the same day. */
export function simulateOrders({ persons, birthDays, lastDay, seed, ...model }: Simulation): DatedOrder[] {
  const random = createRandom(seed);
  const orders: DatedOrder[] = [];
  for (let index = 0; index < persons; index += 1) {
    const person = `p${index}`;
    const ratePerDay = igami(model.r, random()) / model.alpha / 7;
    const leaves = incbi(model.a, model.b, random());
    const birth = Math.floor(random() * birthDays);
    orders.push({ person, day: birth });
    for (let time = birth + 0.5; ; ) {
      time += -Math.log(1 - random()) / ratePerDay;
      if (!(time < lastDay + 1)) break;
      orders.push({ person, day: Math.floor(time) });
      if (random() < leaves) break;
    }
  }
  return orders;
}

/** What each person pays for a transaction on average, as Gamma-Gamma says it. */
export function simulateSpends(
  { p, q, gamma }: { p: number; q: number; gamma: number },
  { persons, seed }: { persons: number; seed: number },
) {
  const random = createRandom(seed);
  return Array.from({ length: persons }, () => {
    const rate = igami(q, random()) / gamma;
    const frequency = 1 + Math.floor(random() * 8);
    let total = 0;
    for (let count = 0; count < frequency; count += 1) total += igami(p, random()) / rate;
    return { frequency, meanValue: total / frequency, persons: 1 };
  });
}
