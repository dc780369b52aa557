import { rangesCountedAs } from '@sillage/protocol';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mapTopics } from './map-topics.js';

const topic = fc.array(fc.constantFrom('a', 'b', 'ab'), { minLength: 1, maxLength: 4 }).map((slugs) => slugs.join('/'));
const map = fc.dictionary(topic, fc.oneof(topic, fc.constant('')), { maxKeys: 4 });
const isWithin = (one: string, above: string) => one === above || one.startsWith(`${above}/`);

it('says of every topic that pages tell whether the site counts it as one or below it', () => {
  fc.assert(
    fc.property(fc.array(topic), topic, map, (told, asked, entries) => {
      const ranges = rangesCountedAs(asked, entries);
      for (const one of told) {
        const isInRange = ranges.some(
          (range) => isWithin(one, range.topic) && !range.except.some((other) => isWithin(one, other)),
        );
        expect(isInRange).toBe(mapTopics([one], entries).some((counted) => isWithin(counted, asked)));
      }
    }),
    { numRuns: 2_000 },
  );
});
