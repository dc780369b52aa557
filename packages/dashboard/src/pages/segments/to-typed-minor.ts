import { minorDigits, toMinor } from '@sillage/protocol/amount';

/** What is typed as money in minor units: what is no amount, for it is less than nothing or beyond counting, stays so and is refused by the server. */
export function toTypedMinor(typed: number, currency: string): number {
  return toMinor(typed, currency) ?? Math.floor(typed * 10 ** minorDigits(currency));
}
