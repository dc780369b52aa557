/** What consent is given for (CNIL: audience measurement and personalisation need separate choices). */
export const purposes = ['measurement', 'personalisation'] as const;
export type Purpose = (typeof purposes)[number];

/** A visitor's choice about one purpose, as a consent banner reports it. Silence is not a choice. */
export const choices = ['granted', 'denied'] as const;
export type Choice = (typeof choices)[number];
export type Choices = Partial<Record<Purpose, Choice>>;

/** Why a stored event may be kept: the visitor's consent, an order's contract, or the importer's declaration. */
export const bases = ['consent', 'contract', 'import'] as const;
export type Basis = (typeof bases)[number];

/** One bit a purpose: the form in which tokens and columns hold a set of purposes. */
export const purposeBits: Record<Purpose, number> = { measurement: 1, personalisation: 2 };

export function toPurposeMask(granted: readonly Purpose[]): number {
  return granted.reduce((mask, purpose) => mask | purposeBits[purpose], 0);
}

export function fromPurposeMask(mask: number): Purpose[] {
  return purposes.filter((purpose) => (mask & purposeBits[purpose]) !== 0);
}
