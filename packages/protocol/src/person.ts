/** Body of `POST /v1/persons/merge` and `/v1/persons/unmerge`. */
export interface PersonChangeRequest {
  site: string;
  /** Merge: the customer who stands for the person from then on. Unmerge: not needed. */
  customerId?: string;
  /** The customer who counts to that person from then on; or, of an unmerge, to their own again. */
  mergedCustomerId: string;
  /** Who says so, as the shop names its people and programs. */
  by: string;
  reason: string;
}

/** Answer 200 of both. */
export interface PersonChangeReply {
  /** UUID of the entry in the trail; absent where nothing was to be changed. */
  changeId?: string;
  /** The customer who stands for the person of `mergedCustomerId` now. */
  customerId: string;
  /** All ids of that person, that one first. */
  customerIds: string[];
  /** The server's clock, milliseconds since 1970. */
  serverTime: number;
}

/** Body of `POST /v1/persons/changes`. */
export interface PersonChangesRequest {
  site: string;
  /** Only what concerns this customer. */
  customerId?: string;
  /** Entries at most, 1 to 1,000; default 100. */
  limit?: number;
}

/** An entry of the trail. */
export interface PersonChange {
  changeId: string;
  change: 'merged' | 'unmerged';
  mergedCustomerId: string;
  /** Of a merge: into whom. */
  customerId?: string;
  by: string;
  reason: string;
  /** Milliseconds since 1970. */
  at: number;
}
