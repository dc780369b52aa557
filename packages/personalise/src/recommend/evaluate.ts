export interface Click {
  product: string;
  /** Milliseconds since 1970 UTC. */
  at: number;
}

export interface ProposalQuery {
  /** Products so far, oldest first. */
  session: readonly string[];
  /** When the last of them was clicked. */
  at: number;
  limit: number;
  leaveOutSeen: boolean;
}

export interface EvaluationOptions {
  /** Clicks of each session, oldest first. */
  sessions: Iterable<readonly Click[]>;
  /** Products of the training; others are taken out of the sessions, and sessions left with one click are left out. */
  isKnown(product: string): boolean;
  /** Best first: through whatever serves the shop. */
  propose(query: ProposalQuery): readonly string[] | Promise<readonly string[]>;
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

const cut = 20;

/**
 * Replays sessions click by click: each click is predicted from those before it (Ludewig and Jannach 2018; hit rate and
 * mean reciprocal rank at 20).
 */
export async function evaluateProposals(options: EvaluationOptions): Promise<Evaluation> {
  const { sessions, isKnown, propose, clock } = options;
  const [every, fresh] = [new Ranks(), new Ranks()];
  const times: number[] = [];
  const rankOf = async (product: string, query: ProposalQuery): Promise<number> => {
    const start = clock();
    const proposed = await propose(query);
    times.push(clock() - start);
    return proposed.indexOf(product) + 1;
  };
  for (const clicks of sessions) {
    const known = clicks.filter(({ product }) => isKnown(product));
    const session: string[] = [];
    for (const { product, at } of known) {
      const query = { session, at: known[session.length - 1]?.at ?? at, limit: cut };
      if (session.length > 0) every.add(await rankOf(product, { ...query, leaveOutSeen: false }));
      if (session.length > 0 && !session.includes(product)) {
        fresh.add(await rankOf(product, { ...query, leaveOutSeen: true }));
      }
      session.push(product);
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
