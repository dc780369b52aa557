/** What may be wrong in a body, by a stable code, as developers read it; a page says the code in the words of its own readers. */
export const faultDetails = {
  not_a_slug: 'not a slug: a-z, 0-9 and hyphens, 63 at most',
  not_a_topic: 'not a topic',
  not_an_address: 'neither an address of http(s) nor a path that starts with one /',
  not_a_currency: 'not an ISO 4217 code',
  not_a_price_band: 'not a price band such as EUR 2000-5000',
  not_an_amount: 'not an amount such as 49.90 EUR',
  not_an_availability: 'not an availability that Google knows',
  not_milliseconds: 'not in milliseconds since 1970: seconds?',
  not_a_field_name: 'letters, digits and _ only, a letter first, 40 at most',
  not_a_version: 'not a version that was given',
  not_an_object: 'not an object',
  required: 'is required',
  named_twice: 'is named twice',
  excluded_too: 'is excluded too',
  ends_before_start: 'is not after the start',
  no_such_slot: 'there is no such slot',
  no_such_segment: 'there is no such segment',
  no_such_field: 'the slot has no such field',
  no_content: 'the offer has no content for this slot',
  foreign_content: 'the offer does not name this slot',
  no_fields: 'a slot needs a field',
  repeated_field: 'the slot has a field of this name already',
  fixed_kind: 'the template has it as another kind',
  takes_no_products: 'this template shows no products',
  needs_products: 'which, and how many?',
  one_person: 'give one of visitorToken and customerId',
  one_subject: 'name a topic or a productId, one of the two',
  one_subject_at_most: 'name a topic or a productId, not both',
  one_boosted: 'name one of product, topic and brand',
  no_strength: 'ask for top, minScore or minShare',
  other_id: 'is not the id of the path',
  reserved_id: 'is a word of the API: take another',
} as const;

/** What is wrong with a size or a kind, which zod says in its own words. */
const plainFaults = [
  'too_short',
  'too_long',
  'too_few',
  'too_many',
  'too_small',
  'too_big',
  'too_deep',
  'wrong_type',
  'not_whole',
  'unknown_name',
  'invalid',
] as const;

export type FaultCode = keyof typeof faultDetails | (typeof plainFaults)[number];
/** A function, for what is computed as a module is read stays in the browser's script, used or not. */
export const listFaultCodes = () => [...(Object.keys(faultDetails) as (keyof typeof faultDetails)[]), ...plainFaults];

/** What is wrong in a body, and where: an entry of `errors` of a problem (RFC 9457, section 3). */
export interface Fault {
  /** JSON Pointer as a URI fragment (RFC 6901, section 6), such as `#/content/home/fr/title`; `#` is the whole. */
  pointer: string;
  code: FaultCode;
  /** In English, for developers. */
  detail: string;
  /** Of `too_short`, `too_many` and their like: characters, entries, or the number that is allowed at least or at most; of a tree as JSON that is `too_big`, bytes. */
  limit?: number;
}

/** The code and the limit of a fault, where they can't be told by its words. */
export type FaultKind = Pick<Fault, 'code' | 'limit'>;

/** What is read of an issue of zod; `params` is our own, of issues that we make. */
export interface FaultIssue {
  path: readonly PropertyKey[];
  message: string;
  code?: string | undefined;
  origin?: string | undefined;
  /** Of `invalid_type`: what it should be. */
  expected?: string | undefined;
  minimum?: number | bigint | undefined;
  maximum?: number | bigint | undefined;
  params?: Readonly<Record<string, unknown>> | undefined;
  /** Of `invalid_key`: what is wrong with the name of an entry. */
  issues?: readonly FaultIssue[] | undefined;
}

export function toPointer(path: readonly PropertyKey[]): string {
  return ['#', ...path.map(toToken)].join('/');
}

function toToken(key: PropertyKey): string {
  return encodeURIComponent(String(key).replaceAll('~', '~0').replaceAll('/', '~1'));
}

/** From the issues of a zod error; so many at most. */
export function toFaults(issues: readonly FaultIssue[], most = 50): Fault[] {
  return issues.slice(0, most).map((issue) => {
    const meant = toMeant(issue);
    return { pointer: toPointer(issue.path), detail: meant.message, ...toFaultKind(meant) };
  });
}

/** Of an entry's name zod says "invalid key", and in it why. */
const toMeant = (issue: FaultIssue): FaultIssue =>
  issue.code === 'invalid_key' ? (issue.issues?.[0] ?? issue) : issue;

const sizes: Record<string, { small: FaultCode; big: FaultCode }> = {
  string: { small: 'too_short', big: 'too_long' },
  array: { small: 'too_few', big: 'too_many' },
};
const numbers = { small: 'too_small', big: 'too_big' } as const;

/** By what the issue says of itself, then by its words, then by what zod calls it. */
export function toFaultKind({ message, code, origin = '', expected, minimum, maximum, params }: FaultIssue): FaultKind {
  const { fault } = params ?? {};
  if (fault !== undefined) return fault as FaultKind;
  const [told] = Object.entries(faultDetails).find(([, detail]) => detail === message) ?? [];
  if (told !== undefined) return { code: told as FaultCode };
  const size = sizes[origin] ?? numbers;
  if (code === 'too_small') return { code: size.small, limit: Number(minimum) };
  if (code === 'too_big') return { code: size.big, limit: Number(maximum) };
  if (code === 'invalid_type') return { code: expected === 'int' ? 'not_whole' : 'wrong_type' };
  return { code: code === 'unrecognized_keys' ? 'unknown_name' : 'invalid' };
}

export function toFault(pointer: string, code: keyof typeof faultDetails): Fault {
  return { pointer, code, detail: faultDetails[code] };
}
