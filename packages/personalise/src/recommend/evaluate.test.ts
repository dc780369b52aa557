import { describe, expect, it } from 'vitest';
import { type Click, evaluateProposals } from './evaluate.js';

const click = (product: string, at = 0) => ({ product, at });

describe('the evaluation of proposals', () => {
  it('predicts each click from those before it, and new ones without what was seen', async () => {
    const asked: [string[], number, boolean][] = [];
    const evaluation = await evaluateProposals({
      sessions: [
        [click('a', 1), click('b', 2), click('a', 3), click('unknown', 4), click('c', 5)],
        [click('a'), click('unknown')],
      ],
      isKnown: (product) => product !== 'unknown',
      arrive: () => {
        const session: Click[] = [];
        return {
          click: (one) => void session.push(one),
          propose: ({ leaveOutSeen }) => {
            const products = session.map(({ product }) => product);
            asked.push([products, session.at(-1)?.at ?? 0, leaveOutSeen]);
            return ['x', 'b', 'a'].filter((product) => !leaveOutSeen || !products.includes(product));
          },
        };
      },
      clock: () => 0,
    });
    expect(asked).toEqual([
      [['a'], 1, false],
      [['a'], 1, true],
      [['a', 'b'], 2, false],
      [['a', 'b', 'a'], 3, false],
      [['a', 'b', 'a'], 3, true],
    ]);
    expect(evaluation).toMatchObject({ predictions: 3, newPredictions: 2, hr20: 2 / 3, newHr20: 1 / 2 });
    expect(evaluation.mrr20).toBeCloseTo((1 / 2 + 1 / 3) / 3);
    expect(evaluation.newMrr20).toBeCloseTo(1 / 2 / 2);
  });

  it('tells how long a proposal took', async () => {
    let now = 0;
    const sessions = Array.from({ length: 100 }, () => [click('a'), click('a')]);
    const propose = async () => {
      now += now === 0 ? 50 : 2;
      return [];
    };
    const arrive = () => ({ click: () => undefined, propose });
    const evaluation = await evaluateProposals({ sessions, isKnown: () => true, arrive, clock: () => now });
    expect(evaluation).toMatchObject({ p50Ms: 2, p99Ms: 50, hr20: 0 });
  });

  it('is all zeros where nothing can be predicted', async () => {
    const evaluation = await evaluateProposals({
      sessions: [],
      isKnown: () => true,
      arrive: () => ({ click: () => undefined, propose: () => [] }),
      clock: () => 0,
    });
    expect(Object.values(evaluation)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });
});
