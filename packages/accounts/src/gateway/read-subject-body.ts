import { FaultsError, ProblemError, readAs } from '@sillage/protocol';
import { z } from 'zod';
import { type SubjectMember, subjectMembers } from './gateway-routes.js';

/** A half of a surrogate pair, which a route may read as another sign than the look says. */
const hasNoHalves = (text: string) => !/\p{Cs}/u.test(text);
const named = z.string().min(1).max(512).refine(hasNoHalves, 'half of a surrogate pair').optional();

/** What the bodies of routes that tell of somebody have in common; the rest is the route's to read. */
const schema = z.object({ site: named, customerId: named, visitorToken: named, reference: named });
export type SubjectBody = z.output<typeof schema>;

export interface ReadSubjectBody {
  told: SubjectBody;
  /** What was read, written anew: the route can read nothing else. */
  body: string;
}

/** Throws `malformed_body`, and `invalid_request` where it names more than one, or by a member that is not among `members`. */
export function readSubjectBody(text: string, members: readonly SubjectMember[]): ReadSubjectBody {
  const value = parseJson(text);
  const told = readAs(schema, value);
  const given = subjectMembers.filter((member) => told[member] !== undefined);
  const foreign = given.find((member) => !members.includes(member));
  if (foreign !== undefined)
    throw new FaultsError([{ pointer: `#/${foreign}`, code: 'unknown_name', detail: 'nobody is named so here' }]);
  if (given.length > 1)
    throw new FaultsError([{ pointer: '#', code: 'named_twice', detail: `give one of ${given.join(', ')}` }]);
  return { told, body: JSON.stringify(value) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError('malformed_body'); // the parser's message would repeat the body
  }
}
