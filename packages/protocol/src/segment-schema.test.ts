import { describe, expect, it } from 'vitest';
import { readyMadeSegments } from './ready-made-segments.js';
import type { SegmentTree } from './segment.js';
import { readSegmentTree } from './segment-schema.js';

const visits: SegmentTree = { type: 'number', fact: 'visits', is: 'at_least', value: 2 };

function nest(levels: number): SegmentTree {
  let tree: SegmentTree = visits;
  for (let level = 1; level < levels; level++) tree = { type: 'not', of: tree };
  return tree;
}

describe('readSegmentTree', () => {
  it.each(readyMadeSegments('EUR'))('reads the ready-made segment $id', ({ tree }) => {
    expect(readSegmentTree(JSON.parse(JSON.stringify(tree)))).toEqual({ tree });
  });

  it.each<[string, unknown, string, RegExp]>([
    ['nothing', undefined, '', /^is required$/],
    ['an unknown type', { type: 'maybe' }, 'type', /^one of all, any, /],
    [
      'a value of a wrong type, where it stands',
      { type: 'all', of: [visits, { ...visits, value: '2; DROP TABLE events' }] },
      'of[1].value',
      /^expected a number$/,
    ],
    ['an unknown fact', { ...visits, fact: 'visits) OR 1=1 --' }, 'fact', /^one of /],
    ['a key that is misspelt', { type: 'viewed', topic: 'velo', atLeast: 1, withinDay: 3 }, '', /withinDay/],
    ['neither topic nor product', { type: 'viewed', atLeast: 1 }, '', /topic or a productId/],
    ['topic and product', { type: 'bought', topic: 'velo', productId: 'P', atLeast: 1 }, '', /one of the two/],
    ['a topic that is none', { type: 'order_share', topic: "a'b", is: 'equals', value: 1 }, 'topic', /not a topic/],
    [
      'a currency that is none',
      { type: 'money', fact: 'revenueMinor', currency: 'euro', is: 'equals', valueMinor: 1 },
      'currency',
      /ISO 4217/,
    ],
    ['an empty group', { type: 'any', of: [] }, 'of', /Too small/],
    ['one level too many', nest(9), '', /deeper than 8/],
    ['a hundred thousand levels', nest(100_000), '', /deeper than 8/],
    ['too many conditions', { type: 'all', of: Array.from({ length: 64 }, () => visits) }, '', /more than 64/],
    ['too many bytes', { type: 'word', fact: 'country', among: ['x'.repeat(20_000)] }, '', /more than 16384 bytes/],
  ])('refuses %s', (_, input, path, message) => {
    const reading = readSegmentTree(input);
    expect(reading).toHaveProperty('problems');
    const [problem] = 'problems' in reading ? reading.problems : [];
    expect(problem?.path).toBe(path);
    expect(problem?.message).toMatch(message);
  });

  it('reads as many levels as are allowed', () => {
    expect(readSegmentTree(nest(8))).toEqual({ tree: nest(8) });
  });
});
