/** Upper case, or undefined where it is not an ISO 4217 code. */
export function toCurrency(code: unknown): string | undefined {
  if (typeof code !== 'string' || code.length !== 3) return undefined;
  return /^[A-Z]{3}$/.exec(code.toUpperCase())?.[0];
}

/** By ISO 4217 code: at most the 17,576 that there can be. */
const knownDigits = new Map<string, number>();

/** Digits behind the point of an ISO 4217 currency: 2 for EUR, none for JPY; 2 where the code is unknown. */
export function minorDigits(currency: string): number {
  let digits = knownDigits.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
    knownDigits.set(currency, digits);
  }
  return digits;
}

/** `12.5` of 1,250 cents. */
export const toMajor = (minor: number, currency: string): number => minor / 10 ** minorDigits(currency);

/** Characters of an amount at most: no amount is as long. */
const longestAmount = 40;

/**
 * An amount in major units, such as GA4's and schema.org's, in minor units of its ISO 4217 currency: 49.9 EUR → 4990,
 * 980 JPY → 980, `'1 234,50'` → 123450. Undefined where it is no amount, or less than nothing.
 */
export function toMinor(amount: unknown, currency = 'EUR'): number | undefined {
  const major = typeof amount === 'string' ? readAmount(amount) : amount;
  if (typeof major !== 'number' || !(major >= 0)) return undefined;
  // by its digits: 1.005 is 100.49999999999999 hundredths as a product
  const minor = Math.round(Number(`${major}e${minorDigits(currency)}`));
  return Number.isSafeInteger(minor) ? minor : undefined;
}

/** `1.234,50`, `1,234.50` and `1 234,50` are the same; a lone point or comma stands before the decimals. */
function readAmount(text: string): number {
  if (text.length > longestAmount) return Number.NaN;
  const point = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
  const isGrouped = text.includes('.') && text.includes(',');
  const digits = isGrouped ? text.replaceAll(point === '.' ? ',' : '.', '') : text;
  return Number.parseFloat(digits.replace(/[\s'’]/g, '').replace(',', '.'));
}
