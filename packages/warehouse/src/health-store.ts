/** Which rejected events. */
export interface RejectedQuery {
  site: string;
  /** Milliseconds since 1970 UTC: received from then on, and before then. */
  from: number;
  to: number;
  reason?: string;
  /** Of events that could be read so far. */
  eventIds?: readonly string[];
  /** Only those whose body is kept. */
  isKept?: boolean;
  limit: number;
  /** The last row of the page before. */
  after?: RejectedPlace;
}

/** Where a row stands, the latest first. */
export interface RejectedPlace {
  receivedAt: number;
  /** Tells rows of one moment apart. */
  hash: string;
}

/** A row of `rejected_events`. */
export interface RejectedRow extends RejectedPlace {
  reason: string;
  detail: string;
  channel: string;
  sdk: string;
  visitor: string;
  eventId: string;
  body: string;
  events: number;
}

/** A complaint as it was opened. */
export interface OpenedComplaint {
  id: string;
  visitor: string;
  customerId: string;
  openedAt: number;
}

/** What the page of health and that of satisfaction ask besides reports. Every method throws `WarehouseError`. */
export interface HealthStore {
  /** Latest first. */
  rejected(query: RejectedQuery): Promise<RejectedRow[]>;
  /** The last one of this id; `undefined` where none was opened. */
  findComplaint(site: string, id: string): Promise<OpenedComplaint | undefined>;
}
