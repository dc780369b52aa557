/** Digits behind the point of a currency: 2 of euros, 0 of yen. */
function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** `12.5` of 1,250 cents. */
export function toMajor(minor: number, currency: string): number {
  return minor / 10 ** digitsOf(currency);
}

export function toMinor(major: number, currency: string): number {
  return Math.round(major * 10 ** digitsOf(currency));
}
