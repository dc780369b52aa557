/** Tables of which an export has rows, in this order. */
export const subjectTables = [
  'events',
  'sessions',
  'session_facts',
  'orders',
  'refunds',
  'consents',
  'persons',
  'customer_choices',
  'person_changes',
  'rejected_events',
] as const;
export type SubjectTable = (typeof subjectTables)[number];

/** Whose data: visitors, and a customer where it is known that they are that one. */
export interface SubjectQuery {
  site: string;
  /** All that is held of them. */
  visitors: readonly string[];
  /** All ids of the customer's person: with them, what names one of them, in whatever visitor's rows. */
  customerIds?: readonly string[];
}

/** A row as it is stored, column by column; times in ISO 8601, what was JSON as JSON. */
export interface SubjectRow {
  table: SubjectTable;
  row: Record<string, unknown>;
}

/** The person of a customer, and its visitors. */
export interface SubjectVisitors {
  /** All ids that were merged into one person, the one that stands for it first; of one who was not merged, that id. */
  customerIds: string[];
  /** Of that person: all that they did. */
  own: string[];
  /** Of another person now: only what names one of the ids is theirs. */
  shared: string[];
}

/** What the accounts keep of these visitors' and this customer's orders, and what proves their choices. */
export interface SubjectCounts {
  orders: number;
  consents: number;
}
