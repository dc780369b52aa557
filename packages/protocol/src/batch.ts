import type { SillageEvent } from './event.js';
import type { RefusalReason } from './problem.js';

/** Body of `POST /v1/events`. The browser sends it as `text/plain`, so that no preflight is needed. */
export interface Batch {
  /** The site's public id. */
  site: string;
  /** Milliseconds since 1970 by the sender's clock. */
  sentAt: number;
  /** 1 for the first try; more marks the batch as resent. */
  attempt: number;
  /** Name and version of the sender, such as `sillage-js/0.1.0`. */
  sdk: string;
  /** The visitor's signed token where there is no cookie. */
  token?: string;
  /** The purposes the sender holds a grant for; the server takes the least of this and its proof. */
  purposes?: string[];
  /** `navigator.webdriver` was true. */
  webdriver?: boolean;
  /** The shop's own people: kept apart from the figures. */
  internal?: boolean;
  /** `Sec-GPC` as script sees it. */
  gpc?: boolean;
  /** Server events: where they come from, such as `till`, `call_centre`, `server`. Browsers: always `web`. */
  channel?: string;
  /** Server events: the customer of every event that names none. */
  customerId?: string;
  /** Secret key only: these events come from elsewhere; their basis is `import`. */
  import?: BatchImport;
  events: SillageEvent[];
}

/** What the importer declares. Each event names its `visitorId` or `customerId`; its id is derived from its source. */
export interface BatchImport {
  /** UUID of the import, which its events carry as their proof; the same for each run over the same file. */
  id: string;
  /** Kept for ever, whatever the retention of the site: for data older than it. */
  keepForEver?: boolean;
}

/** An event that was not stored among events, and why. */
export interface Refusal {
  /** The event's id where it had a readable one. */
  id?: string;
  /** Position in the batch. */
  index: number;
  reason: RefusalReason;
  /** What was wrong, for a developer; never the value itself. */
  detail?: string;
}

/** `navigator.webdriver` was true; or the `User-Agent` is that of a program, such as a headless browser or a crawler. */
export type BotSign = 'webdriver' | 'user_agent';

/** Answer 202 of `POST /v1/events`: each event of the batch is in exactly one of the three. */
export interface BatchReply {
  /** Now durable. */
  accepted: number;
  /** Already known: as good as accepted. */
  duplicates: number;
  /** Refused for good. */
  rejected: Refusal[];
  /** The server's clock, milliseconds since 1970. */
  serverTime: number;
  /** Browsers: nothing may be kept of this visitor, whatever grant the browser holds, and why. */
  refusal?: RefusalReason;
  /** Browsers of sites that can't have a first-party cookie: the signed token of the visitor as whom to go on. */
  token?: string;
  /** Browsers: by what the sender was taken for a program. What it sends is kept with a mark, and left out of visits and histories. */
  bot?: BotSign;
}

/** Limits that the server enforces and a sender keeps to. */
export const limits = {
  /** Bytes of a body as it arrives. */
  bodyBytes: 1_048_576,
  /** Bytes of a body once decompressed. */
  inflatedBytes: 4_194_304,
  /** Events of a batch. */
  batchEvents: 500,
  /** Bytes of one event's JSON. */
  eventBytes: 16_384,
  /** Bytes the browser puts into one request, so that four fit the 64 KiB that keepalive shares. */
  browserBatchBytes: 16_384,
} as const;

/** A visitor's activity ends after this much idle event time, in milliseconds. */
export const sessionIdleMs = 30 * 60_000;
