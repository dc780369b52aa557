import { readdirSync, readFileSync } from 'node:fs';

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const membersOf = (source) => [...source.matchAll(/^ {2}(?:readonly )?(\w+)\??[:(]/gm)].map(([, name]) => name);

/**
 * Names of properties that the minifier may shorten: the state of a tracker, which nobody sees. Not those that also
 * stand on the wire, in the shop's options or in what is stored.
 */
export function findInternalNames() {
  const protocol = readdirSync(new URL('../../packages/protocol/src/', import.meta.url))
    .filter((name) => !name.includes('.test.'))
    .map((name) => read(`../../packages/protocol/src/${name}`));
  const seen = new Set(
    [...protocol, read('../src/options.ts'), read('../src/consent/consent-record.ts')].flatMap(membersOf),
  );
  const internal = [read('../src/core.ts'), read('../src/record/engagement.ts')].flatMap(membersOf);
  return internal.filter((name) => !seen.has(name));
}
