import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readyMadeSegments } from './ready-made-segments.js';
import { deeds, moneyFacts, numberFacts } from './segment.js';
import { countRequestSchema, segmentSchema } from './segment-definition-schema.js';
import { readSegmentTree } from './segment-schema.js';

const page = readFileSync(new URL('../../../docs/segments.md', import.meta.url), 'utf8');
const bodyOf = (path: string) =>
  JSON.parse(new RegExp(`/v1/segments/${path} [^']*'[^']*' -d '([^']+)'`).exec(page)?.[1] ?? '');
const conditions = [...page.matchAll(/^\| `(\{"type".*?\})`/gm)].map(([, condition]) => condition as string);

describe('docs/segments.md', () => {
  it('shows a tree to count and a segment to save', () => {
    expect(countRequestSchema.safeParse(bodyOf('count')).success).toBe(true);
    expect(segmentSchema.safeParse({ id: 'tent-lovers', ...bodyOf('tent-lovers') }).success).toBe(true);
  });

  it('shows a condition of every type', () => {
    const types = conditions.map((condition) => {
      const reading = readSegmentTree(JSON.parse(condition));
      return 'tree' in reading ? reading.tree.type : reading.problems;
    });
    const all = ['number', 'money', 'word', 'viewed', 'bought', 'in_cart', 'order_share', 'did', 'interest'];
    expect([...new Set(types)]).toEqual(all);
  });

  it('names every fact, deed and ready-made segment', () => {
    const ids = readyMadeSegments('EUR').map(({ id }) => id);
    for (const name of [...numberFacts, ...moneyFacts, ...deeds, ...ids]) expect(page).toContain(`\`${name}\``);
  });
});
