import { ProblemError, uuidPattern } from '@sillage/protocol';
import { type ChainReport, ChainVerifier, type ConsentStore, type ProofHead } from '@sillage/warehouse';
import type { ProofLedger } from '../event-store.js';

/** What was found of a site's chains. */
export interface Verification {
  site: string;
  /** Milliseconds since 1970 UTC. */
  verifiedAt: number;
  /** No chain has a fault. */
  isIntact: boolean;
  chains: ChainReport[];
  /** Proofs from before there were chains: of these nothing can be told. */
  unchained: number;
}

export interface VerifyOptions {
  store: Pick<ConsentStore, 'proofs'>;
  ledger: ProofLedger;
  clock(): number;
}

/** How long the last proofs may take to be in ClickHouse. */
const loadTimeoutMs = 30_000;

/**
 * Walks every chain of the site. Where it ends is known from this node's own state, and from heads that were noted
 * elsewhere. Throws ProblemError `warehouse_unavailable` while proofs that were written are not in ClickHouse yet.
 */
export async function verifyProofs(
  { site, noted }: { site: string; noted: readonly ProofHead[] },
  { store, ledger, clock }: VerifyOptions,
): Promise<Verification> {
  // asked for before the wait, so that what comes meanwhile is not missed in ClickHouse
  const own = ledger.proofHeads(site);
  if (!(await ledger.loaded(loadTimeoutMs))) {
    throw new ProblemError('warehouse_unavailable', 'The last proofs are not in ClickHouse yet.', 10);
  }
  const walk = new ChainWalk([...own, ...noted]);
  for await (const proof of store.proofs({ site })) walk.add(proof);
  const chains = walk.end(ledger.proofHeads(site));
  const isIntact = chains.every(({ faultCount }) => faultCount === 0);
  return { site, verifiedAt: clock(), isIntact, chains, unchained: walk.unchained };
}

type ChainedProof = Parameters<ChainVerifier['add']>[0];

/** Verifies chain after chain, as the rows come. */
class ChainWalk {
  unchained = 0;
  readonly #heads: readonly ProofHead[];
  readonly #verifiers = new Map<string, ChainVerifier>();

  constructor(heads: readonly ProofHead[]) {
    this.#heads = heads;
  }

  add(proof: ChainedProof): void {
    if (proof.link.number === 0) this.unchained += 1;
    else this.#verifierOf(proof.link.chain).add(proof);
  }

  /** `own`: the heads of this node's chains now. */
  end(own: readonly ProofHead[]): ChainReport[] {
    // a chain of which nothing is left has no row that could name it
    for (const { chain } of this.#heads) this.#verifierOf(chain);
    return [...this.#verifiers].map(([chain, verifier]) =>
      verifier.end(own.find((head) => head.chain === chain)?.number),
    );
  }

  #verifierOf(chain: string): ChainVerifier {
    const known = this.#verifiers.get(chain);
    if (known) return known;
    const noted = this.#heads.filter((head) => head.chain === chain);
    const verifier = new ChainVerifier(chain, noted);
    this.#verifiers.set(chain, verifier);
    return verifier;
  }
}

/** `<chain>:<number>:<hash>`, as a verification tells them. Throws `invalid_request`. */
export function readNotedHeads(texts: readonly string[]): ProofHead[] {
  return texts.map((text) => {
    const [chain = '', number = '', hash = '', ...more] = text.split(':');
    const isHead = uuidPattern.test(chain) && /^[1-9]\d{0,14}$/.test(number) && /^[0-9a-f]{64}$/.test(hash);
    if (!isHead || more.length > 0) throw new ProblemError('invalid_request', 'head: not <chain>:<number>:<hash>');
    return { chain, number: Number(number), hash };
  });
}
