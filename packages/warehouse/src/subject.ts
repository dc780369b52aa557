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
  /** With it, what names the customer, in whatever visitor's rows. */
  customerId?: string;
}

/** A row as it is stored, column by column; times in ISO 8601, what was JSON as JSON. */
export interface SubjectRow {
  table: SubjectTable;
  row: Record<string, unknown>;
}

/** The visitors of a customer. */
export interface SubjectVisitors {
  /** Of the customer's person: all that they did. */
  own: string[];
  /** Of another person now: only what names the customer is the customer's. */
  shared: string[];
}

/** What the accounts keep of these visitors' and this customer's orders, and what proves their choices. */
export interface SubjectCounts {
  orders: number;
  consents: number;
}
