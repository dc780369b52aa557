export interface Click {
  product: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
}

/** A visitor of the shop whose clicks are known. */
export interface ReplayedVisitor {
  click(click: Click): void;
  /** The best 20 (`evaluatedProducts`), best first, after the clicks so far: through whatever serves the shop. */
  propose(question: ProposalQuestion): readonly string[] | Promise<readonly string[]>;
}

export interface ProposalQuestion {
  /** Only what is new to the session. */
  leaveOutSeen: boolean;
}

export interface EvaluationOptions {
  /** Clicks of each session, oldest first. */
  sessions: Iterable<readonly Click[]>;
  /** Products of the training; others are taken out of the sessions, and sessions left with one click are left out. */
  isKnown(product: string): boolean;
  /** A new visitor, who begins a session with that click; it is told with the others. */
  arrive(first: Click): ReplayedVisitor;
  /** Milliseconds, with fractions. */
  clock(): number;
}

/** Figures over all next clicks, and over those that are new to their session, which is then left out of the list. */
export interface Evaluation {
  /** Part of the next clicks that are among the 20 products proposed. */
  hr20: number;
  /** Mean of 1 / rank, 0 beyond 20. */
  mrr20: number;
  newHr20: number;
  newMrr20: number;
  /** Of one proposal. */
  p50Ms: number;
  p99Ms: number;
  /** Next clicks that were predicted. */
  predictions: number;
  newPredictions: number;
}

/** Products of a list that is evaluated. */
export const evaluatedProducts = 20;

/**
 * Replays sessions click by click: each click is predicted from those before it (Ludewig and Jannach 2018; hit rate and
 * mean reciprocal rank at 20).
 */
export async function evaluateProposals(options: EvaluationOptions): Promise<Evaluation> {
  const { sessions, isKnown, arrive, clock } = options;
  const [every, fresh] = [new Ranks(), new Ranks()];
  const times: number[] = [];
  const rankOf = async (product: string, visitor: ReplayedVisitor, leaveOutSeen: boolean): Promise<number> => {
    const start = clock();
    const proposed = await visitor.propose({ leaveOutSeen });
    times.push(clock() - start);
    return proposed.slice(0, evaluatedProducts).indexOf(product) + 1;
  };
  for (const clicks of sessions) {
    const [first, ...others] = clicks.filter(({ product }) => isKnown(product));
    if (!first) continue;
    const visitor = arrive(first);
    visitor.click(first);
    const seen = new Set([first.product]);
    for (const click of others) {
      const { product } = click;
      every.add(await rankOf(product, visitor, false));
      if (!seen.has(product)) fresh.add(await rankOf(product, visitor, true));
      visitor.click(click);
      seen.add(product);
    }
  }
  times.sort((a, b) => a - b);
  return {
    hr20: every.hitRate,
    mrr20: every.meanReciprocal,
    newHr20: fresh.hitRate,
    newMrr20: fresh.meanReciprocal,
    p50Ms: quantile(times, 0.5),
    p99Ms: quantile(times, 0.99),
    predictions: every.count,
    newPredictions: fresh.count,
  };
}

class Ranks {
  count = 0;
  #hits = 0;
  #reciprocals = 0;

  /** 0: not among them. */
  add(rank: number): void {
    this.count += 1;
    if (rank === 0) return;
    this.#hits += 1;
    this.#reciprocals += 1 / rank;
  }

  get hitRate(): number {
    return this.count === 0 ? 0 : this.#hits / this.count;
  }

  get meanReciprocal(): number {
    return this.count === 0 ? 0 : this.#reciprocals / this.count;
  }
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
