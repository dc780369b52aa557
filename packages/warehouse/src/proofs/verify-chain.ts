import type { ProofLink, StoredConsent } from '../stored-event.js';
import { firstPreviousHash, hashProof } from './proof-hash.js';

/** What can be wrong with a chain, in words. */
export const chainFaults = {
  changed: 'what the proof says is not what was hashed',
  reordered: 'the proof stood at another place',
  unlinked: 'the proof does not follow the one before it',
  missing: 'proofs are missing before this one',
  repeated: 'there is more than one proof with this number',
  cut: 'the end of the chain is missing',
  replaced: 'the proof is not the one that the head names',
  unknown: 'the node never wrote this proof',
} as const;

export interface ChainFault {
  kind: keyof typeof chainFaults;
  /** Of the proof where it shows; of `cut`, the last that there should be. */
  number: number;
  /** Absent of `cut`. */
  proofId?: string;
}

/** The last proof of a chain, as it is known from elsewhere than the table. */
export type ProofHead = Pick<ProofLink, 'chain' | 'number' | 'hash'>;

/** What was found of one chain. */
export interface ChainReport {
  chain: string;
  proofs: number;
  /** The last that is there: to be kept elsewhere, and compared with the next time. Absent where there is none. */
  head?: ProofHead;
  /** Whether somebody knew where the chain ends; without, proofs that are missing at its end can't be told. */
  isHeadKnown: boolean;
  /** In the order of the chain, 20 at most. */
  faults: ChainFault[];
  /** How many there are. */
  faultCount: number;
}

const toldFaults = 20;
/** How far from its number a proof is looked for before it counts as changed. */
const farthestMove = 1_000;

/** Takes the proofs of one chain in the order of their numbers, and tells whether the chain is whole. */
export class ChainVerifier {
  readonly #chain: string;
  readonly #noted: readonly ProofHead[];
  #faults: ChainFault[] = [];
  #faultCount = 0;
  #proofs = 0;
  #last: ProofHead | undefined;

  /** `noted`: heads of this chain that are known from elsewhere. */
  constructor(chain: string, noted: readonly ProofHead[] = []) {
    this.#chain = chain;
    this.#noted = noted;
  }

  add(proof: StoredConsent & { link: ProofLink }): void {
    const { link, proofId } = proof;
    const found = [...this.#faultsOf(proof)];
    for (const kind of found) this.#tell({ kind, number: link.number, proofId });
    this.#proofs += 1;
    this.#last = { chain: link.chain, number: link.number, hash: link.hash };
  }

  /** `lastNumber`: of the last proof that the node wrote until the last row was read; absent where this is not its node. */
  end(lastNumber?: number): ChainReport {
    const reached = this.#last?.number ?? 0;
    const expected = Math.max(0, ...this.#noted.map(({ number }) => number));
    if (reached < expected) this.#tell({ kind: 'cut', number: expected });
    if (lastNumber !== undefined && reached > lastNumber) this.#tell({ kind: 'unknown', number: reached });
    return {
      chain: this.#chain,
      proofs: this.#proofs,
      ...(this.#last && { head: this.#last }),
      isHeadKnown: this.#noted.length > 0,
      faults: this.#faults,
      faultCount: this.#faultCount,
    };
  }

  *#faultsOf(proof: StoredConsent & { link: ProofLink }): Generator<ChainFault['kind']> {
    const { link } = proof;
    const before = this.#last ?? { number: 0, hash: firstPreviousHash };
    if (link.number === before.number) yield 'repeated';
    else if (link.number > before.number + 1) yield 'missing';
    const isIntact = hashProof(proof, link) === link.hash;
    if (!isIntact) yield this.#isMoved(proof) ? 'reordered' : 'changed';
    else if (link.number === before.number + 1 && link.previousHash !== before.hash) yield 'unlinked';
    const isReplaced = this.#noted.some(({ number, hash }) => number === link.number && hash !== link.hash);
    if (isReplaced && isIntact) yield 'replaced';
  }

  #tell(fault: ChainFault): void {
    this.#faultCount += 1;
    if (this.#faults.length < toldFaults) this.#faults.push(fault);
  }

  /** Its hash holds under another number: nothing but its place was changed. Not asked of more proofs than are told. */
  #isMoved(proof: StoredConsent & { link: ProofLink }): boolean {
    const { link } = proof;
    if (this.#faultCount >= toldFaults) return false;
    const from = Math.max(1, link.number - farthestMove);
    for (let number = from; number <= link.number + farthestMove; number += 1) {
      if (hashProof(proof, { ...link, number }) === link.hash) return true;
    }
    return false;
  }
}
