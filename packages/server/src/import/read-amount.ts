import { minorDigits, toMinor } from '@sillage/protocol/amount';

export interface AmountReading {
  /** ISO 4217, of the row or the site. */
  currency: string;
  /** `minor`: whole minor units; else major. */
  unit: string;
}

/** Minor units of the currency, or why the text is none. */
export type ReadAmount = { minor: number } | { problem: string };

/** A space, no-break, thin or narrow no-break: what thousands and currencies are set off by. */
const space = '[ \\u00a0\\u2009\\u202f]';
const spaces = new RegExp(space, 'g');
/** An amount with what names its currency before or behind it: `€ 1 234,50`, `10.00 EUR`. */
const named = new RegExp(
  `^([^\\d.,'’+-]*?)${space}?([-+]?\\d[\\d.,'’ \\u00a0\\u2009\\u202f]*?)${space}?([^\\d.,'’+-]*)$`,
);
/** Characters of an amount at most: no amount is as long. */
const longest = 40;
/** Groups of three by one separator, and decimals behind another. */
const grouped = /^\d{1,3}(?:([ '.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d+)?$/;
const plain = /^\d+(?:[.,]\d+)?$/;

/** Reads what can mean one amount only; `1.234 EUR` could be one euro or a thousand, and is refused. */
export function readAmount(text: string, { currency, unit }: AmountReading): ReadAmount {
  if (unit === 'minor') return /^\d{1,15}$/.test(text) ? { minor: Number(text) } : { problem: 'not whole minor units' };
  const [, before = '', amount = '', behind = ''] = named.exec(text.slice(0, longest)) ?? [];
  if (before && behind) return { problem: 'not an amount' };
  const sign = before || behind;
  const digits = amount.replace(spaces, ' ').replaceAll('’', "'").trim();
  if (digits === '') return { problem: 'not an amount' };
  if (sign && !namesOf(currency).includes(sign.toUpperCase())) return { problem: `not in ${currency}` };
  if (digits.startsWith('-')) return { problem: 'less than 0' };
  const major = toMajor(digits.replace(/^\+/, ''), minorDigits(currency));
  if (typeof major !== 'string') return major;
  const minor = toMinor(Number(major), currency);
  return minor === undefined ? { problem: 'not an amount' } : { minor };
}

/** The digits with a point before the decimals and nothing else. */
function toMajor(text: string, decimals: number): string | { problem: string } {
  if (/^[1-9]\d{0,2}[.,]\d{3}$/.test(text) && decimals !== 3) {
    return { problem: 'thousands or decimals? write 1234.00 or 1.23' };
  }
  if (plain.test(text)) return text.replace(',', '.');
  const separator = grouped.exec(text)?.[1];
  if (separator === undefined) return { problem: 'not an amount' };
  return text.replaceAll(separator, '').replace(',', '.');
}

/** By ISO 4217 code. */
const knownNames = new Map<string, string[]>();

/** What may stand for a currency, in upper case: `EUR` and `€`; `CAD`, `CA$` and `$`. */
function namesOf(currency: string): string[] {
  const known = knownNames.get(currency);
  if (known) return known;
  const signs = (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) =>
    new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay })
      .formatToParts(0)
      .find((part) => part.type === 'currency'),
  );
  const names = [currency, ...signs.flatMap((sign) => (sign ? [sign.value.toUpperCase()] : []))];
  knownNames.set(currency, names);
  return names;
}
