import { faultDetails } from './fault.js';

/** What zod tells of an issue before it is put into words. */
interface RawIssue {
  readonly code?: string | undefined;
  readonly input?: unknown;
  /** Of `invalid_type`. */
  readonly expected?: string;
  /** Of `invalid_value`. */
  readonly values?: readonly unknown[];
  /** Of `invalid_union`: the field by which one of its kinds is chosen, and the kinds; or what is wrong with each. */
  readonly discriminator?: string | undefined;
  readonly options?: readonly unknown[] | undefined;
  readonly errors?: readonly (readonly { message: string }[])[];
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const toChoice = (values: readonly unknown[]) =>
  values.length === 1 ? `expected ${JSON.stringify(values[0])}` : `one of ${values.map(String).join(', ')}`;

/** `undefined` leaves it to zod. */
function tellIssue(issue: RawIssue): string | undefined {
  const { code, input, expected = '', values = [], discriminator, options, errors = [] } = issue;
  const given = discriminator === undefined ? input : (input as Record<string, unknown>)[discriminator];
  if (given === undefined && (code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union')) {
    return faultDetails.required;
  }
  if (code === 'invalid_type') return typeNames[expected] && `expected ${typeNames[expected]}`;
  if (code === 'invalid_value') return toChoice(values);
  if (code !== 'invalid_union') return undefined;
  if (options !== undefined) return toChoice(options);
  return errors.map(([first]) => first?.message).join(' or ') || undefined;
}

/** For `safeParse` of a zod schema: says in plain words what is missing, of another type, or of no list. */
export const plainWords = { error: tellIssue };
