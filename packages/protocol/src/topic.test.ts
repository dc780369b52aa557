import fc from 'fast-check';
import { expect, it } from 'vitest';
import { topicPattern, toTopic } from './topic.js';

it.each([
  [['Chaussures', 'Randonnée'], 'chaussures/randonnee'],
  [['Œufs & Crème'], 'ufs-creme'],
  [[' Été  2026 '], 'ete-2026'],
  [['', '—', 'Sacs'], 'sacs'],
  [['a', 'b', 'c', 'd', 'e'], 'a/b/c/d'],
  [[], ''],
])('%j is the topic %s', (labels, topic) => {
  expect(toTopic(labels)).toBe(topic);
});

it('is empty or meets the pattern, whatever the labels', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (labels) => {
      const topic = toTopic(labels);
      expect(topic === '' || topicPattern.test(topic)).toBe(true);
    }),
  );
});
