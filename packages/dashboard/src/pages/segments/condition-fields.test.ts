import { deeds, moneyFacts, numberFacts, wordFacts } from '@sillage/protocol';
import { readSegmentTree } from '@sillage/protocol/segment-schema';
import { describe, expect, it } from 'vitest';
import { fieldGroups, fieldOf, isUnfinished, newCondition } from './condition-fields.js';

const fields = Object.values(fieldGroups).flat();

describe('the fields of a condition', () => {
  it('are every fact and deed that there is, once', () => {
    const all = [
      ...numberFacts.map((fact) => `number.${fact}`),
      ...moneyFacts.map((fact) => `money.${fact}`),
      ...wordFacts.map((fact) => `word.${fact}`),
      ...deeds.map((what) => `did.${what}`),
      ...['viewed', 'bought', 'in_cart', 'order_share', 'interest'],
    ];
    expect([...fields].sort()).toEqual(all.sort());
  });

  it.each(fields)(
    '%s begins with a condition of its own, which the server takes or which is known to be unfinished',
    (field) => {
      const condition = newCondition(field, 'CHF');
      expect(fieldOf(condition)).toBe(field);
      expect('tree' in readSegmentTree(condition)).toBe(!isUnfinished(condition));
    },
  );
});
