import { readdirSync, readFileSync } from 'node:fs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const membersOf = (source) => [...source.matchAll(/^ {2}(?:readonly )?(\w+)\??[:(]/gm)].map(([, name]) => name);

const ofTracker = ['../src/core.ts', '../src/record/engagement.ts'];
const ofSlots = ['../src/slots/page-of-slots.ts'];
const isPublic = ['../src/options.ts', '../src/consent/consent-record.ts', '../src/slots/slots-options.ts'];

/**
 * Names of properties that the minifier may shorten: the state of a tracker or of the slots, which nobody sees. Not those
 * that also stand on the wire, in the shop's options or in what is stored.
 */
export function findInternalNames() {
  const protocol = readdirSync(new URL('../../packages/protocol/src/', import.meta.url))
    .filter((name) => !name.includes('.test.'))
    .map((name) => read(`../../packages/protocol/src/${name}`));
  const seen = new Set([...protocol, ...isPublic.map(read)].flatMap(membersOf));
  return [...ofTracker, ...ofSlots]
    .map(read)
    .flatMap(membersOf)
    .filter((name) => !seen.has(name));
}
