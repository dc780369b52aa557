/** A past as buyer, and how many persons have it: BG/NBD needs no more of them. Times are in weeks. */
export interface PurchasePast {
  /** Transactions after the first. Several orders of one day are one transaction, as in the data of the papers. */
  frequency: number;
  /** From the first transaction to the last; 0 where there is but one. */
  recency: number;
  /** From the first transaction to the end of what was observed. */
  age: number;
  persons: number;
}

export function sumPersons(alike: readonly { persons: number }[]): number {
  return alike.reduce((sum, { persons }) => sum + persons, 0);
}
