import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawFraction, isHeldOut, toPersonKey } from './holdout.js';

interface Case {
  salt: string;
  personKey: string;
  fraction: number;
  isHeldOutAtTenPercent: boolean;
  isHeldOutAtHalf: boolean;
}
const cases = createRequire(import.meta.url)('@sillage/protocol/holdout-cases.json') as Case[];

describe('the draw of a holdout', () => {
  it.each(cases)('of $salt puts $personKey at $fraction', ({ salt, personKey, fraction, ...held }) => {
    expect(drawFraction(salt, personKey)).toBe(fraction);
    expect(isHeldOut({ id: salt, holdout: 0.1 }, personKey)).toBe(held.isHeldOutAtTenPercent);
    expect(isHeldOut({ id: 'other', salt, holdout: 0.5 }, personKey)).toBe(held.isHeldOutAtHalf);
  });

  it('goes by the customer where one is known', () => {
    const visitor = '0199a000-0000-7000-8000-0000000000a1';
    expect(toPersonKey({ customerId: 'C-1', visitor })).toBe('customer:C-1');
    expect(toPersonKey({ visitor })).toBe(`visitor:${visitor}`);
    expect(toPersonKey({ customerId: '', visitor })).toBe(`visitor:${visitor}`);
  });

  it('keeps who is held out when the share grows', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        fc.double({ min: 0, max: 0.1, noNaN: true }),
        (key, share, more) => {
          const offer = { id: 'o', holdout: share };
          expect(!isHeldOut(offer, key) || isHeldOut({ ...offer, holdout: share + more }, key)).toBe(true);
        },
      ),
    );
  });

  it('holds out the share it says, and draws anew for each offer', () => {
    const people = Array.from({ length: 20_000 }, (_, index) => `customer:${index}`);
    const held = (id: string) => people.filter((key) => isHeldOut({ id, holdout: 0.2 }, key));
    const deviations = (count: number, share: number) =>
      Math.abs(count - people.length * share) / Math.sqrt(people.length * share * (1 - share));
    const first = new Set(held('first'));
    expect(deviations(first.size, 0.2)).toBeLessThan(4);
    expect(deviations(held('second').filter((key) => first.has(key)).length, 0.04)).toBeLessThan(4);
  });

  it('holds nobody out at a share of nothing', () => {
    expect(isHeldOut({ id: 'o', holdout: 0 }, 'customer:1')).toBe(false);
  });
});
