/**
 * An amount in major units, such as GA4's and schema.org's, in minor units of its ISO 4217 currency: 49.9 EUR → 4990,
 * 980 JPY → 980. Undefined where it is no amount.
 */
export function toMinor(amount: unknown, currency: unknown): number | undefined {
  if (amount === undefined || amount === null || amount === '') return undefined;
  const major = Number(`${amount}`.replace(',', '.'));
  if (!(major >= 0)) return undefined;
  return Math.round(Number(`${major}e${digitsOf(currency)}`));
}

/** Upper case, or undefined where it is not an ISO 4217 code. */
export function toCurrency(code: unknown): string | undefined {
  const upper = `${code}`.toUpperCase();
  return /^[A-Z]{3}$/.test(upper) ? upper : undefined;
}

function digitsOf(currency: unknown): number {
  const code = toCurrency(currency);
  if (!code) return 2;
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency: code }).resolvedOptions().maximumFractionDigits ?? 2
  );
}
