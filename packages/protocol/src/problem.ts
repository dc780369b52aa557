import type { Fault } from './fault.js';

/** Every reason for which one event is refused for good. A closed list: each has a counter and a test. */
export const refusalReasons = {
  invalid_event: 'The event does not meet its schema.',
  unknown_type: 'The type of the event is not one that this version knows.',
  event_too_large: 'The event has more bytes than an event may have.',
  no_consent: 'There is no proof of consent for any purpose of this event.',
  consent_withdrawn: 'The visitor withdrew, or the proof expired, before the event arrived.',
  erased: 'The visitor was erased.',
  paused: 'The visitor paused recording.',
  too_old: 'The event is older than the retention of the site.',
  order_incomplete: 'The order lacks its id, currency, total or lines.',
  order_not_trusted: 'The site takes orders only from its servers.',
  identify_unsigned: 'identify came from a browser without a signature.',
  identify_forged: 'The signature of identify is wrong or has expired.',
  customer_not_trusted: 'A browser named a customer id outside a signed identify.',
} as const;
export type RefusalReason = keyof typeof refusalReasons;

/** Reasons of refusal in which nothing of the event is kept, only a count. */
export const unkeptReasons: readonly RefusalReason[] = ['no_consent', 'consent_withdrawn', 'erased', 'paused'];

/** Every problem with which a whole request ends: status and what it means. */
export const problems = {
  malformed_body: { status: 400, title: 'The body is not JSON, or its encoding is not one we read.' },
  invalid_batch: { status: 422, title: 'The body does not meet the schema of a batch.' },
  invalid_request: { status: 422, title: 'The body does not meet the schema of this request.' },
  unreadable_feed: { status: 422, title: 'The feed could not be read to its end, or nothing of it could be taken.' },
  unknown_feed: { status: 415, title: 'The content type is not of a feed that we read.' },
  body_too_large: { status: 413, title: 'The body is larger than allowed.' },
  unknown_site: { status: 403, title: 'No site has this id.' },
  origin_not_allowed: { status: 403, title: 'The origin is not on the list of the site.' },
  exempt_off: { status: 403, title: 'The site does not count page views without consent.' },
  invalid_key: { status: 401, title: 'The secret key is missing or wrong.' },
  not_signed_in: { status: 401, title: 'This needs somebody who is signed in.' },
  wrong_credentials: { status: 401, title: 'The e-mail address or the password is wrong.' },
  email_taken: { status: 409, title: 'Somebody has this e-mail address already.' },
  last_admin: { status: 409, title: 'This is the last admin of all sites.' },
  accounts_unavailable: { status: 503, title: 'The file of accounts can not be used; the log says why.' },
  forbidden: { status: 403, title: 'The role or the key does not allow this.' },
  invalid_token: { status: 401, title: 'The visitor token is forged, foreign or expired.' },
  no_visitor: { status: 401, title: 'This request needs a visitor.' },
  not_found: { status: 404, title: 'There is nothing at this path.' },
  definition_in_use: { status: 409, title: 'Others refer to this definition in its present form.' },
  version_conflict: { status: 412, title: 'The definition is not at the version that was named; read it again.' },
  person_conflict: { status: 409, title: 'The customers are one person already, or are merged otherwise.' },
  rate_limited: { status: 429, title: 'Too many requests; see Retry-After.' },
  journal_full: { status: 503, title: 'The journal is at its limit; send again later.' },
  journal_failed: { status: 503, title: 'The journal could not be written; send again later.' },
  reading_failed: { status: 503, title: 'The batch could not be read now; send it again later.' },
  report_too_heavy: { status: 503, title: 'The report would take too long or too much memory; ask for fewer days.' },
  warehouse_unavailable: { status: 503, title: 'ClickHouse does not answer; ask again later.' },
  shutting_down: { status: 503, title: 'The server is stopping; send again.' },
  internal_error: { status: 500, title: 'Our fault.' },
} as const satisfies Record<string, { status: number; title: string }>;
export type ProblemCode = keyof typeof problems;

/** Who uses a definition, by the name of its kind and its id in paths. */
export interface DefinitionUser {
  kind: 'offer' | 'survey';
  id: string;
}

/** RFC 9457 `application/problem+json`, with a stable `code`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: ProblemCode;
  detail?: string;
  /** What is wrong in the body, one by one. */
  errors?: Fault[];
  /** Of `version_conflict`: the one that stands; 0: there is none. */
  version?: number;
  /** Of `definition_in_use`: 20 of them at most; `detail` says how many more there are. */
  usedBy?: DefinitionUser[];
}

export function toProblem(code: ProblemCode, detail?: string): Problem {
  const { status, title } = problems[code];
  return { type: `urn:sillage:problem:${code}`, title, status, code, ...(detail === undefined ? {} : { detail }) };
}

/** A request that ends with a problem; the one `onError` of each app turns it into its answer. */
export class ProblemError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    /** Seconds, for 429 and 503. */
    readonly retryAfterSeconds?: number,
  ) {
    super(detail ?? problems[code].title);
    this.name = 'ProblemError';
  }
}

/** Of a request that names no site where it must, whatever its key is. */
export const toSiteMissing = () => new ProblemError('invalid_request', 'name the site by the header Sillage-Site');

/** What stands in the way of a change. */
export class StandingError extends ProblemError {
  constructor(
    code: 'version_conflict' | 'definition_in_use',
    detail: string,
    readonly standing: Pick<Problem, 'version' | 'usedBy'>,
  ) {
    super(code, detail);
    this.name = 'StandingError';
  }
}

/** A body that does not meet its schema, with each thing that is wrong in it. */
export class FaultsError extends ProblemError {
  constructor(
    readonly errors: Fault[],
    code: ProblemCode = 'invalid_request',
  ) {
    super(code, errors[0] && `${errors[0].pointer}: ${errors[0].detail}`);
    this.name = 'FaultsError';
  }
}

/** The body of its answer. */
export function tellProblem(error: ProblemError): Problem {
  return {
    ...toProblem(error.code, error.detail),
    ...(error instanceof FaultsError && { errors: error.errors }),
    ...(error instanceof StandingError && error.standing),
  };
}
